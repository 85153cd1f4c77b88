using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using PartyReport.Contracts.Directory;
using PartyReport.Contracts.Directory.Http;
using PartyReport.Directory.Sessions;
using PartyReport.Hosting;

namespace PartyReport.Directory.Accounts;

/// <summary>
/// The holder of a session adds a device that makes codes: first its key is made and shown, then the device shows a right code.
/// Taking it off is a reset by an administrator.
/// </summary>
internal static class AddSecondFactor
{
    public static void Map(IEndpointRouteBuilder sessions)
    {
        sessions.MapPost("/second-factor", Begin);
        sessions.MapPost("/second-factor/confirmation", Confirm);
    }

    public static Refusal? DecideBegin(AccountRow account) => account.Totp is null
        ? null
        : Refusal.Conflict("account.second-factor-there", "The account has a second factor. An administrator's reset takes it off.");

    public static Outcome DecideConfirm(AccountRow account, long? step) => account switch
    {
        _ when DecideBegin(account) is { } refusal => refusal,
        { TotpPending: null } => Refusal.Conflict("account.second-factor-missing", "Begin again: the device has no key yet."),
        _ when step is null => Refusal.Invalid("account.code-wrong", "The code is wrong. Look at the clock of the device and type the next one."),
        _ => Outcome.Of(new SecondFactorAdded(account.Id)),
    };

    private static Task<IResult> Begin(
        SessionRequest request, AccountStore store, AccountSecrets secrets, AccountSettings settings, TimeProvider clock, CancellationToken ct) =>
        AccountStore.Repeat(async () =>
    {
        var found = await store.Read(s => ReadSession.Find(s, request.Session, settings, clock.GetUtcNow()));
        if (found is not ({ Scopes: null }, { } account)) return ReadSession.Unknown.ToProblem();
        if (DecideBegin(account) is { } refusal) return refusal.ToProblem();

        var key = RandomNumberGenerator.GetBytes(TimeCodes.KeyBytes);
        await store.Write(async s =>
        {
            await AccountStore.Change(s, account, account with { TotpPending = secrets.Seal(account.Id, key) });
            return 0;
        }, ct);
        var secret = TimeCodes.ToBase32(key);
        return TypedResults.Ok(new SecondFactorView(
            secret, $"otpauth://totp/PartyReport:{Uri.EscapeDataString(account.Name)}?secret={secret}&issuer=PartyReport"));
    });

    private static Task<IResult> Confirm(
        ConfirmSecondFactorRequest request, AccountStore store, AccountSecrets secrets, AccountSettings settings, TimeProvider clock,
        CancellationToken ct) => AccountStore.Repeat(async () =>
    {
        var now = clock.GetUtcNow();
        if (await store.Read(s => ReadSession.Find(s, request.Session, settings, now)) is not ({ Scopes: null }, { } account))
            return ReadSession.Unknown.ToProblem();
        var step = account.TotpPending is { } pending
            ? TimeCodes.StepOf(secrets.Unseal(account.Id, pending), request.Code, now, after: 0)
            : null;
        var outcome = DecideConfirm(account, step);
        if (outcome.Refusal is { } refusal) return refusal.ToProblem();

        var after = account with { Totp = account.TotpPending, TotpPending = null, TotpStep = step!.Value, Version = account.Version + 1 };
        await store.Append(account.Person, account.Id, account.Version, outcome.Events, now, s => AccountStore.Change(s, account, after), ct);
        return TypedResults.NoContent();
    });
}
