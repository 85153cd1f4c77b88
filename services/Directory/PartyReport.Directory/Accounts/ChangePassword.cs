using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using PartyReport.Contracts.Directory;
using PartyReport.Contracts.Directory.Http;
using PartyReport.Directory.Sessions;
using PartyReport.Hosting;

namespace PartyReport.Directory.Accounts;

/// <summary>The holder of a session chooses another password. All sessions of the account end; a new one is opened for who asked.</summary>
internal static class ChangePassword
{
    public static void Map(IEndpointRouteBuilder sessions) => sessions.MapPost("/password", Handle);

    public static Outcome Decide(AccountRow account, ChangePasswordRequest request, bool currentRight, int attempt, int limit) => request.Next switch
    {
        _ when !currentRight || attempt > limit => new Refusal(StatusCodes.Status401Unauthorized, "account.password-wrong", "The password until now is wrong."),
        { Length: < Passwords.Shortest or > Passwords.Longest } =>
            Refusal.Invalid("account.password-length", $"A password has {Passwords.Shortest} to {Passwords.Longest} characters."),
        var next when next.Contains(account.Name, StringComparison.OrdinalIgnoreCase) =>
            Refusal.Invalid("account.password-name", "A password does not contain the sign-in name."),
        var next when next.Distinct().Count() < 5 =>
            Refusal.Invalid("account.password-simple", "A password has at least five different characters."),
        var next when next == request.Current => Refusal.Invalid("account.password-same", "Choose a password that is not the one until now."),
        _ => Outcome.Of(new PasswordChanged(account.Id)),
    };

    private static Task<IResult> Handle(
        ChangePasswordRequest request, AccountStore store, Passwords passwords, AccountSecrets secrets, AccountSettings settings, TimeProvider clock,
        CancellationToken ct) => AccountStore.Repeat(async () =>
    {
        var now = clock.GetUtcNow();
        if (await store.Read(s => ReadSession.Find(s, request.Session, settings, now)) is not ({ Scopes: null }, { } account))
            return ReadSession.Unknown.ToProblem();
        // A stolen session must not be a way to guess the password.
        var name = secrets.Blind(account.Name);
        var attempt = await store.Write(s => SignInAttempts.Count(s, name, settings, now), ct);
        var right = attempt <= settings.Failures && request.Current is { Length: > 0 and <= 1024 }
            && await passwords.IsRight(request.Current, account.Password, ct);
        var outcome = Decide(account, request, right, attempt, settings.Failures);
        if (right) await store.Write(async s => { await SignInAttempts.Forget(s, name); return 0; }, ct);
        if (outcome.Refusal is { } refusal) return refusal.ToProblem();

        var (secret, row) = OpenSession.Made(account.Id, account.Person, settings, now);
        var after = account with { Password = await passwords.Hash(request.Next, ct), Initial = false, Version = account.Version + 1 };
        await store.Append(account.Person, account.Id, account.Version, outcome.Events, now, async s =>
        {
            await AccountStore.Change(s, account, after);
            await SessionRows.EndPeople(s, account.Id, clock);
            await SessionRows.Insert(s, row);
        }, ct);
        return TypedResults.Ok(new OpenedSession(secret, MustChangePassword: false));
    });
}
