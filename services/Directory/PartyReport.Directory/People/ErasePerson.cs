using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using PartyReport.Contracts.Directory;
using PartyReport.Contracts.Directory.Http;
using PartyReport.Directory.Accounts;
using PartyReport.Directory.Names;
using PartyReport.Hosting;

namespace PartyReport.Directory.People;

/// <summary>
/// Destroys the key of a person's name, and what else names the person: the number, and of accounts the sign-in name and the link.
/// Events name people by id only, so they stay as they are.
/// </summary>
internal static class ErasePerson
{
    public static void Map(IEndpointRouteBuilder people) =>
        people.MapPost("/{id:guid}/erasure", Handle).WithName("ErasePerson").Does(Actions.PersonChange).Produces<PersonView>();

    /// <param name="HoldsPost">The person holds a post now or later.</param>
    /// <param name="Recorded">How many events stand in the person's stream.</param>
    internal sealed record Known(bool MayAdminister, string? Name, bool HoldsPost, int Recorded, IReadOnlyList<AccountRow> Accounts, bool Importing = false);

    public static Outcome Decide(Known known, Guid person) => known switch
    {
        { MayAdminister: false } => DirectoryStore.NotAdministrator,
        { Name: null } => GetPerson.Unknown,
        // What is being written may give the person a post.
        { Importing: true } => DirectoryStore.ImportRunning,
        { HoldsPost: true } => Refusal.Conflict("person.holds-post", "End the person's posts first."),
        { Name: "" } => Outcome.NothingToDo,
        _ => Outcome.Of(new PersonErased(person)),
    };

    private static async Task<IResult> Handle(
        Guid id, Command call, Access access, DirectoryStore store, PersonNames names, TimeProvider clock, CancellationToken ct)
    {
        var known = await store.Read(async s => new Known(
            await DirectoryStore.May(s, access, Actions.PersonChange, id), await names.Of(s, id),
            await s.Scalar<bool>(
                "select exists (select 1 from post where person = @id and (last_day is null or last_day >= @day))", new { id, day = Day.Of(call.At) }),
            await GetPerson.Recorded(s, id), await AccountStore.Of(s, id), await DirectoryStore.IsImporting(s)));

        var outcome = Decide(known, id);
        if (outcome.Refusal is { } refusal) return refusal.ToProblem();

        var answer = Answer.Ok(new PersonView(id, "", []));
        var accounts = outcome.Events is [] ? [] : known.Accounts;
        await store.Append(
            call, [.. store.Next(call, id, known.Recorded, outcome.Events), .. accounts.SelectMany(a => store.Next(call, a.Id, a.Version, Closing(a)))],
            answer, ct, async s =>
            {
                foreach (var account in accounts) await AccountStore.Erase(s, account, account.Version + Closing(account).Count, clock);
            });
        return answer.ToResult();
    }

    private static List<object> Closing(AccountRow account) =>
    [
        .. account.Subject is null ? [] : new object[] { new AccountUnlinked(account.Id) },
        .. account.Disabled ? [] : new object[] { new AccountDisabled(account.Id) },
    ];
}
