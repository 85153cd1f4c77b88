using PartyReport.Eventing;

namespace PartyReport.Directory.Sessions;

/// <summary>Statements on the table <c>session</c>.</summary>
internal static class SessionRows
{
    private const string Columns =
        """
        secret_hash as secrethash, id, account, person, opened_at as openedat, seen_at as seenat, ends_at as endsat, ended_at as endedat,
        key_name as keyname, scopes, linked
        """;

    public static Task<SessionRow?> Find(Session session, byte[] hash) =>
        session.First<SessionRow>($"select {Columns} from session where secret_hash = @hash", new { hash });

    public static Task<SessionRow?> Find(Session session, Guid id) =>
        session.First<SessionRow>($"select {Columns} from session where id = @id", new { id });

    public static Task<List<SessionRow>> KeysOf(Session session, Guid account) => session.Query<SessionRow>(
        $"select {Columns} from session where account = @account and scopes is not null order by opened_at, id", new { account });

    public static Task Insert(Session session, SessionRow row) => session.Execute(
        """
        insert into session (secret_hash, id, account, person, opened_at, seen_at, ends_at, key_name, scopes, linked)
        values (@SecretHash, @Id, @Account, @Person, @OpenedAt, @SeenAt, @EndsAt, @KeyName, @Scopes, @Linked)
        """, row);

    // An end is dated when it is written and not when it was asked for: what is told of ends reaches back a few seconds only, and passwords
    // may have been hashed or others been waited for in between.
    public static Task End(Session session, Guid id, TimeProvider clock) =>
        session.Execute("update session set ended_at = @at where id = @id and ended_at is null", new { id, at = clock.GetUtcNow() });

    /// <summary>Sessions of people with an account, not its keys.</summary>
    public static Task EndPeople(Session session, Guid account, TimeProvider clock) => session.Execute(
        "update session set ended_at = @at where account = @account and ended_at is null and scopes is null", new { account, at = clock.GetUtcNow() });

    public static Task EndAll(Session session, Guid account, TimeProvider clock) =>
        session.Execute("update session set ended_at = @at where account = @account and ended_at is null", new { account, at = clock.GetUtcNow() });

    /// <summary>Rows of sessions that are long over; that they were is in the log.</summary>
    public static Task Tidy(Session session, DateTimeOffset over) =>
        session.Execute("delete from session where ends_at <= @over and scopes is null", new { over });
}
