using Microsoft.Extensions.DependencyInjection;
using PartyReport.Contracts;
using PartyReport.Contracts.Directory;
using PartyReport.Directory.Sessions;
using PartyReport.Eventing;
using PartyReport.Hosting;

namespace PartyReport.Directory.Accounts;

/// <summary>The only writer of accounts and sessions. Passwords, secrets and names are rows; events have ids only.</summary>
internal sealed class AccountStore([FromKeyedServices(DirectoryModule.Name)] EventLog log)
{
    private const int MaxRaces = 8;
    private const string Columns =
        """
        id, person, name, password, initial, disabled, totp, totp_pending as totppending, totp_step as totpstep, signed_in_at as signedinat, version,
        l.issuer, l.subject
        """;

    private const string Table = "account left join account_link l on l.account = id";

    public Task<T> Read<T>(Func<Session, Task<T>> work) => log.Read(work);

    public Task<T> Write<T>(Func<Session, Task<T>> work, CancellationToken ct) => log.Write(work, ct);

    /// <summary>What a person with a session asks for.</summary>
    public Task Append(
        Command call, Guid stream, int version, IReadOnlyList<object> events, Answer answer, Func<Session, Task> rows, CancellationToken ct) =>
        call.Commit(log, call.Record(log, stream, version, events), answer, rows, ct);

    /// <summary>What the gateway asks for, in the name of a person or, absent, of the directory itself. Nothing of the answer is kept.</summary>
    public Task Append(
        Guid? actor, Guid stream, int version, IReadOnlyList<object> events, DateTimeOffset at, Func<Session, Task> rows, CancellationToken ct)
    {
        var key = new CommandKey("service:directory", Guid.CreateVersion7().ToString());
        var headers = new EventHeaders(actor?.ToString("D") ?? key.Actor, key.Key, [], System.Diagnostics.Activity.Current?.Id);
        return log.Commit(
            key, new StoredAnswer { Status = 204 }, [.. events.Select((e, i) => log.Types.Write(stream, version + 1 + i, e, headers, at))], rows, ct);
    }

    /// <summary>Decides again when another transaction was first.</summary>
    public static async Task<T> Repeat<T>(Func<Task<T>> work)
    {
        for (var race = 1; ; race++)
        {
            try
            {
                return await work();
            }
            catch (LostRaceException) when (race < MaxRaces)
            {
            }
        }
    }

    public static Task<AccountRow?> Find(Session session, Guid account) =>
        session.First<AccountRow>($"select {Columns} from {Table} where id = @account", new { account });

    public static Task<AccountRow?> Find(Session session, string name) =>
        session.First<AccountRow>($"select {Columns} from {Table} where name = @name", new { name });

    /// <summary>Accounts of a person.</summary>
    public static Task<List<AccountRow>> Of(Session session, Guid person) =>
        session.Query<AccountRow>($"select {Columns} from {Table} where person = @person", new { person });

    /// <summary>The account of a subject of a provider.</summary>
    public static Task<AccountRow?> Linked(Session session, string issuer, string subject) => session.First<AccountRow>(
        $"select {Columns} from {Table} where l.issuer = @issuer and l.subject = @subject", new { issuer, subject });

    public static Task<List<AccountRow>> Page(Session session, string after, int limit) => session.Query<AccountRow>(
        $"select {Columns} from {Table} where name > @after order by name limit @limit", new { after, limit });

    /// <summary>
    /// Changes an account that nobody has changed, and no code was used for, meanwhile. The first of all rows, because whoever opens a
    /// session waits for it.
    /// </summary>
    public static async Task Change(Session session, AccountRow seen, AccountRow after)
    {
        if (await session.Execute(
            """
            update account set password = @Password, initial = @Initial, disabled = @Disabled, totp = @Totp, totp_pending = @TotpPending,
                totp_step = @TotpStep, signed_in_at = @SignedInAt, version = @Version
            where id = @Id and version = @seenVersion and totp_step = @seenStep
            """,
            new
            {
                after.Id, after.Password, after.Initial, after.Disabled, after.Totp, after.TotpPending, after.TotpStep, after.SignedInAt, after.Version,
                seenVersion = seen.Version, seenStep = seen.TotpStep,
            }) != 1)
            throw new LostRaceException($"The account {seen.Id} changed meanwhile.");
    }

    /// <summary>Leaves of an account, whose holder is erased, what events know: the id. Nobody comes in by it any more.</summary>
    public static async Task Erase(Session session, AccountRow seen, int version, TimeProvider clock)
    {
        await Change(session, seen, seen with { Disabled = true, Totp = null, TotpPending = null, Version = version });
        await session.Execute("update account set name = @name where id = @Id", new { seen.Id, name = seen.Id.ToString("D") });
        await session.Execute("delete from account_link where account = @Id", new { seen.Id });
        await SessionRows.EndAll(session, seen.Id, clock);
    }

    /// <summary>Whether an action on accounts is allowed.</summary>
    public static async Task<bool> May(Session session, Access access, string action, Guid? id = null) =>
        (await access.May(session, action, new Target { Id = id, State = await StateOf(session) })).Allowed;

    // Somebody must be first: each state as long as there has never been one.
    private static async Task<string?> StateOf(Session session)
    {
        if (await HasHad(session, PostRoles.SecurityAdministrator)) return null;
        return await HasHad(session, PostRoles.Administrator) ? Target.WithoutSecurityAdministrator : Target.WithoutAdministrator;
    }

    private static Task<bool> HasHad(Session session, string role) =>
        session.Scalar<bool>("select exists (select 1 from post where role = @role)", new { role });

    /// <summary>Why a person may not read accounts, or null.</summary>
    public static async Task<Refusal?> MayNotRead(Session session, Access access, Guid? id = null) => await May(session, access, Actions.AccountRead, id)
        ? null
        : Refusal.Forbidden("account.not-yours", "Only security administrators and auditors see accounts.");

    public static Refusal NotKeeper => Refusal.Forbidden("account.not-keeper", "Only a security administrator keeps accounts.");

    public static Refusal Unknown => Refusal.NotFound("account.unknown", "There is no such account.");
}
