using System.Collections.Concurrent;
using System.Reflection;
using Npgsql;

namespace PartyReport.Eventing;

/// <summary>One statement for many rows in one round trip. Row by row, a large import would take longer than a transaction may.</summary>
internal static class PostgresBatch
{
    private static readonly ConcurrentDictionary<Type, PropertyInfo[]> Columns = new();

    /// <summary>Runs a statement once for each row, whose properties are its parameters; returns the number of rows changed.</summary>
    public static async Task<int> Execute(NpgsqlConnection connection, string sql, IEnumerable<object> rows)
    {
        await using var batch = new NpgsqlBatch(connection);
        foreach (var row in rows) batch.BatchCommands.Add(Command(sql, row));
        return batch.BatchCommands.Count == 0 ? 0 : await batch.ExecuteNonQueryAsync();
    }

    private static NpgsqlBatchCommand Command(string sql, object row)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var column in Columns.GetOrAdd(row.GetType(), t => t.GetProperties()))
            if (sql.Contains('@' + column.Name, StringComparison.OrdinalIgnoreCase))
                command.Parameters.AddWithValue(column.Name, Value(column.GetValue(row)));
        return command;
    }

    private static object Value(object? value) => value switch
    {
        null => DBNull.Value,
        DateTimeOffset instant => instant.UtcDateTime,
        _ => value,
    };
}
