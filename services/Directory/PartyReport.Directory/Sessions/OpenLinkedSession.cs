using Microsoft.AspNetCore.Http;
using PartyReport.Contracts.Directory;
using PartyReport.Contracts.Directory.Http;
using PartyReport.Directory.Accounts;
using PartyReport.Hosting;

namespace PartyReport.Directory.Sessions;

/// <summary>
/// Signs in somebody whom the provider knows and the gateway vouches for. No password, code or lock of ours has a part in it. Nobody is
/// told whether there is no such account or a disabled one.
/// </summary>
internal static class OpenLinkedSession
{
    public static Refusal? Decide(AccountRow? account) => account is { Disabled: false }
        ? null
        : new Refusal(StatusCodes.Status401Unauthorized, "session.not-linked",
            "You are known there, but no account here may be used with it. Ask the security administrator of your organisation.");

    public static Task<IResult> Handle(string issuer, string subject, AccountStore store, AccountSettings settings, DateTimeOffset now, CancellationToken ct) =>
        AccountStore.Repeat(async () =>
        {
            var known = PlainText.IsClean(issuer) && PlainText.IsClean(subject);
            var account = known ? await store.Read(s => AccountStore.Linked(s, issuer, subject)) : null;
            if (Decide(account) is { } refusal) return refusal.ToProblem();

            var (secret, made) = OpenSession.Made(account!.Id, account.Person, settings, now);
            var row = made with { Linked = true };
            await store.Append(account.Person, row.Id, 0, [new SessionOpened(row.Id, account.Person, account.Id, issuer)], now, async s =>
            {
                // An account that was disabled or unlinked meanwhile has another version.
                await AccountStore.Change(s, account, account with { SignedInAt = now });
                await SessionRows.Insert(s, row);
            }, ct);
            return TypedResults.Ok(new OpenedSession(secret, MustChangePassword: false));
        });
}
