using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using PartyReport.Contracts.Directory;
using PartyReport.Contracts.Directory.Http;
using PartyReport.Directory.Sessions;
using PartyReport.Hosting;

namespace PartyReport.Directory.Accounts;

/// <summary>Disables an account, which ends its sessions and keys, or enables it again, which does not bring them back.</summary>
internal static class SetAccountState
{
    public static void Map(IEndpointRouteBuilder accounts) =>
        accounts.MapPut("/{id:guid}/state", Handle).WithName("SetAccountState").Does(Actions.AccountChange).Produces<AccountView>();

    public static Outcome Decide(bool mayKeep, AccountRow? account, Command call, SetAccountStateRequest request) => account switch
    {
        _ when !mayKeep => AccountStore.NotKeeper,
        null => AccountStore.Unknown,
        _ when call.Unless(account.ETag) is { } refusal => refusal,
        // Nobody else might be left who could enable it.
        { Person: var person } when person == call.Actor && !request.Enabled =>
            Refusal.Conflict("account.own", "Nobody disables an account of their own."),
        { Disabled: var disabled } when disabled != request.Enabled => Outcome.NothingToDo,
        _ => Outcome.Of(request.Enabled ? new AccountEnabled(account.Id) : new AccountDisabled(account.Id)),
    };

    private static async Task<IResult> Handle(
        Guid id, SetAccountStateRequest request, Command call, Access access, AccountStore store, TimeProvider clock, CancellationToken ct)
    {
        var (mayKeep, account) = await store.Read(async s => (
            await AccountStore.May(s, access, Actions.AccountChange, id), await AccountStore.Find(s, id)));
        var outcome = Decide(mayKeep, account, call, request);
        if (outcome.Refusal is { } refusal) return refusal.ToProblem();

        var after = account! with { Disabled = !request.Enabled, Version = account.Version + outcome.Events.Count };
        await store.Append(call, id, account.Version, outcome.Events, Answer.Ok(after.ToStored(), after.ETag), async s =>
        {
            await AccountStore.Change(s, account, after);
            if (after.Disabled) await SessionRows.EndAll(s, id, clock);
        }, ct);
        return Answer.Ok(after.ToView(), after.ETag).ToResult();
    }
}
