using PartyReport.Eventing;

namespace PartyReport.Directory.Accounts;

/// <summary>
/// Counts sign-ins of a name before it is known whether they are right, in the database: however many ask at once, and of however
/// many replicas, no more are admitted than may fail in a row.
/// </summary>
internal static class SignInAttempts
{
    /// <summary>
    /// Number of this sign-in among those since the last success. Those beyond the limit do not prolong the lock, or anybody could
    /// keep another out for ever.
    /// </summary>
    public static Task<int> Count(Session session, byte[] name, AccountSettings settings, DateTimeOffset now) => session.Scalar<int>(
        """
        insert into sign_in_attempt (name, failures, last_at) values (@name, 1, @now)
        on conflict (name) do update set
            failures = case when sign_in_attempt.last_at <= @over then 1 else sign_in_attempt.failures + 1 end,
            last_at = case when sign_in_attempt.last_at > @over and sign_in_attempt.failures >= @limit then sign_in_attempt.last_at else @now end
        returning failures
        """, new { name, now, over = now - settings.Locked, limit = settings.Failures });

    /// <summary>Writes the row as it is.</summary>
    public static Task<int> Touch(Session session, byte[] name) =>
        session.Execute("update sign_in_attempt set failures = failures where name = @name", new { name });

    public static Task Forget(Session session, byte[] name) => session.Execute("delete from sign_in_attempt where name = @name", new { name });

    /// <summary>Rows that mean nothing any more; names are free to invent.</summary>
    public static Task Tidy(Session session, AccountSettings settings, DateTimeOffset now) =>
        session.Execute("delete from sign_in_attempt where last_at <= @over", new { over = now - settings.Locked });
}
