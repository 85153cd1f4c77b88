using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using PartyReport.Contracts.Directory;
using PartyReport.Contracts.Directory.Http;
using PartyReport.Directory.Sessions;
using PartyReport.Eventing;
using PartyReport.Hosting;

namespace PartyReport.Directory.Accounts;

/// <summary>
/// Gives an account to a subject of a provider of sign-ins, or takes it back. Whoever came in before came in otherwise: sessions end.
/// </summary>
internal static class LinkAccount
{
    private const int LongestIssuer = 400, LongestSubject = 255;

    public static void Map(IEndpointRouteBuilder accounts)
    {
        accounts.MapPut("/{id:guid}/link", Link).WithName("LinkAccount").WithSummary("Links an account with a subject of the sign-in provider.")
            .Does(Actions.AccountChange).Produces<AccountView>();
        accounts.MapDelete("/{id:guid}/link", Unlink).WithName("UnlinkAccount").WithSummary("Takes the link of an account away.")
            .Does(Actions.AccountChange).Produces<AccountView>();
    }

    /// <param name="holder">Account that has this link already; null: none.</param>
    public static Outcome DecideLink(bool mayKeep, AccountRow? account, Guid? holder, LinkAccountRequest request, Command call) => account switch
    {
        _ when !mayKeep => AccountStore.NotKeeper,
        null => AccountStore.Unknown,
        _ when call.Unless(account.ETag) is { } refusal => refusal,
        // Or one person could come in as another who may more, and both rights would be one person's.
        { Person: var person } when person == call.Actor => Refusal.Conflict("account.own-link", "Nobody links an account of their own."),
        _ when !IsIssuer(request.Issuer) =>
            Refusal.Invalid("account.issuer-invalid", $"issuer: the address of the provider as its metadata name it, at most {LongestIssuer} characters."),
        _ when request.Subject is not { Length: > 0 and <= LongestSubject } subject || !PlainText.IsClean(subject) || subject.Trim() != subject =>
            Refusal.Invalid("account.subject-invalid", $"subject: 1 to {LongestSubject} characters, without spaces around them."),
        { Id: var id } when holder == id => Outcome.NothingToDo,
        _ when holder is not null => Refusal.Conflict("account.link-taken", "Another account is linked with this subject."),
        _ => Outcome.Of(new AccountLinked(account.Id, request.Issuer)),
    };

    public static Outcome DecideUnlink(bool mayKeep, AccountRow? account, Command call) => account switch
    {
        _ when !mayKeep => AccountStore.NotKeeper,
        null => AccountStore.Unknown,
        _ when call.Unless(account.ETag) is { } refusal => refusal,
        { Subject: null } => Outcome.NothingToDo,
        _ => Outcome.Of(new AccountUnlinked(account.Id)),
    };

    private static async Task<IResult> Link(
        Guid id, LinkAccountRequest request, Command call, Access access, AccountStore store, TimeProvider clock, CancellationToken ct)
    {
        var (mayKeep, account, holder) = await store.Read(async s => (
            await AccountStore.May(s, access, Actions.AccountChange, id), await AccountStore.Find(s, id),
            PlainText.IsClean(request.Issuer) && PlainText.IsClean(request.Subject) ? (await AccountStore.Linked(s, request.Issuer, request.Subject))?.Id : null));
        var outcome = DecideLink(mayKeep, account, holder, request, call);
        if (outcome.Refusal is { } refusal) return refusal.ToProblem();
        return await Write(call, store, account!, account! with { Issuer = request.Issuer, Subject = request.Subject }, outcome, clock, ct);
    }

    private static async Task<IResult> Unlink(Guid id, Command call, Access access, AccountStore store, TimeProvider clock, CancellationToken ct)
    {
        var (mayKeep, account) = await store.Read(async s => (
            await AccountStore.May(s, access, Actions.AccountChange, id), await AccountStore.Find(s, id)));
        var outcome = DecideUnlink(mayKeep, account, call);
        if (outcome.Refusal is { } refusal) return refusal.ToProblem();
        return await Write(call, store, account!, account! with { Issuer = null, Subject = null }, outcome, clock, ct);
    }

    private static async Task<IResult> Write(
        Command call, AccountStore store, AccountRow account, AccountRow changed, Outcome outcome, TimeProvider clock, CancellationToken ct)
    {
        var after = changed with { Version = account.Version + outcome.Events.Count };
        await store.Append(call, account.Id, account.Version, outcome.Events, Answer.Ok(after.ToStored(), after.ETag), async s =>
        {
            await AccountStore.Change(s, account, after);
            if (outcome.Events.Count == 0) return;
            await Replace(s, after);
            await SessionRows.EndPeople(s, account.Id, clock);
        }, ct);
        return Answer.Ok(after.ToView(), after.ETag).ToResult();
    }

    private static async Task Replace(Session session, AccountRow after)
    {
        await session.Execute("delete from account_link where account = @Id", new { after.Id });
        if (after.Subject is not null && await session.Execute(
            "insert into account_link (account, issuer, subject) values (@Id, @Issuer, @Subject) on conflict (issuer, subject) do nothing", after) == 0)
            throw new LostRaceException("Another account was linked with this subject meanwhile.");
    }

    private static bool IsIssuer(string? issuer) => issuer is { Length: > 0 and <= LongestIssuer } && PlainText.IsClean(issuer)
        && Uri.TryCreate(issuer, UriKind.Absolute, out var address) && address.Scheme is "http" or "https";
}
