using Microsoft.Data.Sqlite;
using Npgsql;

namespace PartyReport.Eventing;

/// <summary>What an error of either engine means for the caller.</summary>
public static class StorageFaults
{
    /// <summary>
    /// True for a fault of disk, file, server or connection, or a wait that took too long: the same again may succeed.
    /// False for a fault of the statement or its data.
    /// </summary>
    public static bool IsOutage(Exception error) => error switch
    {
        SqliteException sqlite => sqlite.SqliteErrorCode is not (SqliteError or SqliteConstraint or SqliteMismatch or SqliteTooBig),
        // 08 connection, 25P03 and 25P04 timeouts, 53 resources, 55P03 lock timeout, 57 operator, 58 system, XX internal, 28 sign-in.
        PostgresException postgres => postgres.SqlState[..2] is "08" or "28" or "53" or "57" or "58" or "XX"
            || postgres.SqlState is "25P03" or "25P04" or "55P03" or "3D000",
        // Until an operator has opened a generation; nothing may be read or written meanwhile.
        RestoredLogException => true,
        // Everything else that Npgsql throws is about the connection.
        NpgsqlException => true,
        _ => false,
    };

    /// <summary>The server ended a transaction because of its time. A shorter one may succeed. 25P03 idle, 25P04 as a whole, 57014 one statement.</summary>
    internal static bool TookTooLong(Exception error) => error is PostgresException { SqlState: "25P03" or "25P04" or "57014" };

    /// <summary>
    /// Somebody else was first: a stream has moved, the command was answered meanwhile, or two transactions stood in each other's
    /// way and this one was chosen to give way.
    /// </summary>
    internal static bool IsLostRace(Exception error) => error switch
    {
        SqliteException { SqliteExtendedErrorCode: SqliteConstraintUnique or SqliteConstraintPrimaryKey } sqlite =>
            sqlite.Message.Contains(" event.", StringComparison.Ordinal) || sqlite.Message.Contains(" command.", StringComparison.Ordinal),
        PostgresException { SqlState: PostgresErrorCodes.UniqueViolation } postgres =>
            postgres.TableName is "command" || postgres.TableName?.StartsWith("event_", StringComparison.Ordinal) is true,
        PostgresException { SqlState: PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected } => true,
        _ => false,
    };

    private const int SqliteError = 1, SqliteTooBig = 18, SqliteConstraint = 19, SqliteMismatch = 20;
    private const int SqliteConstraintPrimaryKey = 1555, SqliteConstraintUnique = 2067;
}
