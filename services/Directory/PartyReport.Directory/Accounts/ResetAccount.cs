using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using PartyReport.Contracts.Directory;
using PartyReport.Contracts.Directory.Http;
using PartyReport.Directory.Sessions;
using PartyReport.Hosting;

namespace PartyReport.Directory.Accounts;

/// <summary>
/// For somebody who forgot the password, lost the device or is locked out: another initial password, no second factor, no lock.
/// </summary>
internal static class ResetAccount
{
    public static void Map(IEndpointRouteBuilder accounts) =>
        accounts.MapPost("/{id:guid}/reset", Handle).WithName("ResetAccount").Does(Actions.AccountChange).Produces<AccountView>();

    public static Outcome Decide(bool mayKeep, AccountRow? account, Command call) => account switch
    {
        _ when !mayKeep => AccountStore.NotKeeper,
        null => AccountStore.Unknown,
        _ when call.Unless(account.ETag) is { } refusal => refusal,
        // It takes off the second factor, and the password is not asked for.
        { Person: var person } when person == call.Actor => Refusal.Conflict("account.own-reset", "Nobody resets an account of their own; change the password."),
        _ => Outcome.Of(new AccountReset(account.Id)),
    };

    private static async Task<IResult> Handle(
        Guid id, Command call, Access access, AccountStore store, Passwords passwords, AccountSecrets secrets, TimeProvider clock,
        CancellationToken ct)
    {
        var (mayKeep, account) = await store.Read(async s => (
            await AccountStore.May(s, access, Actions.AccountChange, id), await AccountStore.Find(s, id)));
        var outcome = Decide(mayKeep, account, call);
        if (outcome.Refusal is { } refusal) return refusal.ToProblem();

        var initial = Passwords.Initial();
        var password = await passwords.Hash(initial, ct);
        var after = account! with { Password = password, Initial = true, Totp = null, TotpPending = null, Version = account.Version + 1 };
        await store.Append(call, id, account.Version, outcome.Events, Answer.Ok(after.ToStored(), after.ETag), async s =>
        {
            await AccountStore.Change(s, account, after);
            await SignInAttempts.Forget(s, secrets.Blind(account.Name));
            await SessionRows.EndPeople(s, id, clock);
        }, ct);
        return Answer.Ok(after.ToView(initial), after.ETag).ToResult();
    }
}
