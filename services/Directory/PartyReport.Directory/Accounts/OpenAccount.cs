using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using PartyReport.Contracts.Directory;
using PartyReport.Contracts.Directory.Http;
using PartyReport.Eventing;
using PartyReport.Hosting;

namespace PartyReport.Directory.Accounts;

/// <summary>Opens an account with an initial password, which is shown once and must be changed at the first sign-in.</summary>
internal static class OpenAccount
{
    public static void Map(IEndpointRouteBuilder accounts) =>
        accounts.MapPost("/", Handle).WithName("OpenAccount").Does(Actions.AccountChange).Produces<AccountView>(StatusCodes.Status201Created);

    /// <summary>What the decision needs to know.</summary>
    /// <param name="PersonHasOne">The person has an account, be it disabled.</param>
    internal sealed record Known(bool MayKeep, bool Person, bool NameTaken, bool PersonHasOne);

    /// <summary>A name as it is kept and looked for.</summary>
    public static string Fold(string name) => name.Trim().ToLowerInvariant();

    public static Outcome Decide(Known known, OpenAccountRequest request, Guid id) => Fold(request.Name) switch
    {
        _ when !known.MayKeep => AccountStore.NotKeeper,
        { Length: < 2 or > 64 } => Refusal.Invalid("account.name-length", "name: 2 to 64 characters."),
        var name when name.Any(c => char.IsWhiteSpace(c) || char.IsControl(c)) =>
            Refusal.Invalid("account.name-spaces", "name: no spaces and no control characters."),
        _ when !known.Person => Refusal.Invalid("account.person-unknown", "person: there is no such person."),
        // Whoever opened it knows its password, and would act in the name of somebody who comes in otherwise.
        _ when known.PersonHasOne => Refusal.Conflict("account.person-has-one", "The person has an account already; reset or enable it."),
        _ when known.NameTaken => Refusal.Conflict("account.name-taken", "Another account has this sign-in name."),
        _ => Outcome.Of(new AccountOpened(id, request.Person)),
    };

    private static async Task<IResult> Handle(
        OpenAccountRequest request, Command call, Access access, AccountStore store, Passwords passwords, CancellationToken ct)
    {
        var (id, name) = (Guid.NewGuid(), Fold(request.Name));
        var outcome = Decide(await store.Read(s => Look(s, access, request, name)), request, id);
        if (outcome.Refusal is { } refusal) return refusal.ToProblem();

        var initial = Passwords.Initial();
        var row = new AccountRow { Id = id, Person = request.Person, Name = name, Initial = true, Version = 1, Password = await passwords.Hash(initial, ct) };
        await store.Append(call, id, 0, outcome.Events, Made(row.ToStored()), s => Insert(s, row), ct);
        return Made(row.ToView(initial)).ToResult();
    }

    private static async Task<Known> Look(Session session, Access access, OpenAccountRequest request, string name) => new(
        await AccountStore.May(session, access, Actions.AccountChange),
        await session.Scalar<bool>("select exists (select 1 from person where id = @Person)", request),
        // A name that is refused anyway may hold what a database does not take.
        PlainText.IsClean(name) && await session.Scalar<bool>("select exists (select 1 from account where name = @name)", new { name }),
        await session.Scalar<bool>("select exists (select 1 from account where person = @Person)", request));

    // Directories of older versions may hold two accounts of a person, so no index can see to it.
    internal static async Task Insert(Session session, AccountRow row)
    {
        await session.TakeTurn("accounts");
        if (await session.Execute(
            """
            insert into account (id, person, name, password, initial, disabled, totp_step, version)
            select @Id, @Person, @Name, @Password, @Initial, @Disabled, @TotpStep, @Version
            where not exists (select 1 from account where person = @Person) on conflict (name) do nothing
            """, row) == 0)
            throw new LostRaceException("The sign-in name was taken, or the person got an account, meanwhile.");
    }

    private static Answer Made(AccountView view) => Answer.Created($"/api/accounts/{view.Id}", view, $"\"{view.Version}\"");
}
