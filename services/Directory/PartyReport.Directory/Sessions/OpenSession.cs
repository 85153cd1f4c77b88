using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using PartyReport.Contracts.Directory;
using PartyReport.Contracts.Directory.Http;
using PartyReport.Directory.Accounts;
using PartyReport.Hosting;

namespace PartyReport.Directory.Sessions;

/// <summary>
/// Signs somebody in. Whatever is wrong, and whether or not there is such an account, the answer is the same and so is the work: a sign-in
/// is counted, a password is hashed; of a name that is locked none is. A session has a new secret each time.
/// </summary>
internal static class OpenSession
{
    public static void Map(IEndpointRouteBuilder sessions) => sessions.MapPost("/", Handle);

    /// <summary>What is known when it is decided.</summary>
    /// <param name="Account">Null: no account has this name.</param>
    /// <param name="Attempt">Number of this sign-in among those since the last success.</param>
    /// <param name="PasswordRight">Whether the password is the account's.</param>
    /// <param name="CodeMissing">The account has a second factor and no code came.</param>
    /// <param name="Step">Time step of the code; null: it is not right, or was used before.</param>
    internal sealed record Known(AccountRow? Account, int Attempt, bool PasswordRight, bool CodeMissing, long? Step);

    public static Refusal? Decide(Known known, int limit) => known switch
    {
        { Account: null } or { PasswordRight: false } or { Account.Disabled: true } => Refused,
        _ when known.Attempt > limit => Refused,
        { Account.Totp: null } => null,
        { CodeMissing: true } => new Refusal(StatusCodes.Status401Unauthorized, "session.code-missing", "Type the code of your device as well."),
        { Step: null } => Refused,
        _ => null,
    };

    private static Refusal Refused => new Refusal(StatusCodes.Status401Unauthorized, "session.refused",
        "Name, password or code is wrong, or too many sign-ins failed; then wait a quarter of an hour.");

    private static Task<IResult> Handle(
        OpenSessionRequest request, AccountStore store, Passwords passwords, AccountSecrets secrets, AccountSettings settings, TimeProvider clock,
        CancellationToken ct) => request switch
        {
            { Issuer: { Length: > 0 } issuer, Subject: { Length: > 0 } subject } =>
                OpenLinkedSession.Handle(issuer, subject, store, settings, clock.GetUtcNow(), ct),
            { DemoPerson: { } person } => Demo(person, store, settings, clock.GetUtcNow(), ct),
            { Name: { Length: > 0 and <= 256 } name, Password: { Length: > 0 and <= 1024 } } =>
                SignIn(request with { Name = OpenAccount.Fold(name) }, store, passwords, secrets, settings, clock, ct),
            _ => Task.FromResult(Refused.ToProblem()),
        };

    private static async Task<IResult> Demo(Guid person, AccountStore store, AccountSettings settings, DateTimeOffset now, CancellationToken ct)
    {
        if (!settings.Demo) return Refused.ToProblem();
        var (secret, row) = Made(null, person, settings, now);
        await store.Append(person, row.Id, 0, [new SessionOpened(row.Id, person)], now, s => SessionRows.Insert(s, row), ct);
        return TypedResults.Ok(new OpenedSession(secret, MustChangePassword: false));
    }

    private static async Task<IResult> SignIn(
        OpenSessionRequest request, AccountStore store, Passwords passwords, AccountSecrets secrets, AccountSettings settings, TimeProvider clock,
        CancellationToken ct)
    {
        var (now, name) = (clock.GetUtcNow(), secrets.Blind(request.Name!));
        // Counted and committed before the password is looked at: however many guess at once, no more guesses than these are answered.
        var attempt = await store.Write(s => SignInAttempts.Count(s, name, settings, now), ct);
        if (attempt > settings.Failures) return Refused.ToProblem();
        return await AccountStore.Repeat(async () =>
        {
            var account = PlainText.IsClean(request.Name) ? await store.Read(s => AccountStore.Find(s, request.Name!)) : null;
            var right = await passwords.IsRight(request.Password!, account?.Password, ct);
            var known = new Known(account, attempt, right, string.IsNullOrEmpty(request.Code), Step(account, request.Code, secrets, now));
            if (Decide(known, settings.Failures) is { } refusal)
            {
                // One more write either way, or the time that it takes would tell that there is such an account.
                if (attempt == settings.Failures)
                    await (account is { Disabled: false } ? Lock(store, account, now + settings.Locked, now, ct) : store.Write(s => SignInAttempts.Touch(s, name), ct));
                return refusal.ToProblem();
            }
            return await Open(store, passwords, known, request.Password!, name, settings, now, ct);
        });
    }

    private static long? Step(AccountRow? account, string? code, AccountSecrets secrets, DateTimeOffset now) =>
        account?.Totp is { } totp ? TimeCodes.StepOf(secrets.Unseal(account.Id, totp), code, now, account.TotpStep) : null;

    private static async Task<IResult> Open(
        AccountStore store, Passwords passwords, Known known, string password, byte[] name, AccountSettings settings, DateTimeOffset now, CancellationToken ct)
    {
        var account = known.Account!;
        var kept = passwords.IsOlder(account.Password) ? await passwords.Hash(password, ct) : account.Password;
        var (secret, row) = Made(account.Id, account.Person, settings, now);
        await store.Append(account.Person, row.Id, 0, [new SessionOpened(row.Id, account.Person, account.Id)], now, async s =>
        {
            // Of two sign-ins with one code, one finds the step gone, decides again and is refused.
            await AccountStore.Change(s, account, account with { SignedInAt = now, Password = kept, TotpStep = known.Step ?? account.TotpStep });
            await SignInAttempts.Forget(s, name);
            await SessionRows.Insert(s, row);
        }, ct);
        return TypedResults.Ok(new OpenedSession(secret, account.Initial));
    }

    private static Task Lock(AccountStore store, AccountRow account, DateTimeOffset until, DateTimeOffset now, CancellationToken ct) => store.Append(
        null, account.Id, account.Version, [new AccountLocked(account.Id, until)], now,
        s => AccountStore.Change(s, account, account with { Version = account.Version + 1 }), ct);

    public static (string Secret, SessionRow Row) Made(Guid? account, Guid person, AccountSettings settings, DateTimeOffset now)
    {
        var secret = SessionSecret.New();
        return (secret, new SessionRow
        {
            SecretHash = SessionSecret.HashOf(secret), Id = Guid.NewGuid(), Account = account, Person = person, OpenedAt = now, SeenAt = now,
            EndsAt = now + settings.Life,
        });
    }
}
