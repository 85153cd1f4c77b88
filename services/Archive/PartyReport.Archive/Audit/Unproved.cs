using PartyReport.Eventing;

namespace PartyReport.Archive;

/// <summary>
/// Columns of rows that somebody may have changed behind our back. A SQLite column holds whatever was put into it, and it
/// must become a fault, not an exception; a PostgreSQL column never holds anything but its own type.
/// </summary>
internal static class Unproved
{
    public static string Text(string column) => $"cast({column} as text)";

    public static string Bytes(Session session, string column) => session.IsPostgres ? column : $"cast({column} as blob)";

    /// <summary>The bytes that a text is stored in, or would be.</summary>
    public static string Utf8(Session session, string column) =>
        session.IsPostgres ? $"convert_to({column}, 'UTF8')" : $"cast({column} as blob)";

    public static string Number(Session session, string column) =>
        session.IsPostgres ? column : $"max(-1, min(cast({column} as integer), 2147483647))";

    /// <summary>An instant in the form that leaves have it.</summary>
    public static string Instant(Session session, string column) => session.IsPostgres
        ? $"to_char({column} at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US') || '0Z'"
        : Text(column);
}
