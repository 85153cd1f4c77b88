using System.Collections.Concurrent;
using System.Reflection;
using System.Text.RegularExpressions;
using Npgsql;

namespace PartyReport.Eventing;

/// <summary>Statements in one round trip. Row by row, a large import would take longer than a transaction may.</summary>
internal static partial class PostgresBatch
{
    private static readonly ConcurrentDictionary<(string Sql, Type Row), Plan> Plans = new();

    // Numbered parameters, so that the driver need not read the statement again for every row.
    private sealed record Plan(string Sql, IReadOnlyList<Func<object, NpgsqlParameter>> Parameters);

    /// <summary>Runs a statement once for each row, whose properties are its parameters; returns the number of rows changed.</summary>
    public static Task<int> Execute(NpgsqlConnection connection, string sql, IEnumerable<object> rows) =>
        Execute(connection, rows.Select(row => new Statement(sql, row)));

    /// <summary>Runs statements in their order; returns the number of rows that all of them changed.</summary>
    public static async Task<int> Execute(NpgsqlConnection connection, IEnumerable<Statement> statements)
    {
        await using var batch = Batch(connection, statements);
        return batch.BatchCommands.Count == 0 ? 0 : await batch.ExecuteNonQueryAsync();
    }

    /// <summary>Runs statements in their order; returns the number of rows that the last one changed.</summary>
    public static async Task<int> ExecuteLast(NpgsqlConnection connection, IEnumerable<Statement> statements)
    {
        await using var batch = Batch(connection, statements);
        await batch.ExecuteNonQueryAsync();
        return batch.BatchCommands[^1].RecordsAffected;
    }

    private static NpgsqlBatch Batch(NpgsqlConnection connection, IEnumerable<Statement> statements)
    {
        var batch = new NpgsqlBatch(connection);
        foreach (var (sql, args) in statements)
        {
            var plan = Plans.GetOrAdd((sql, args.GetType()), key => Make(key.Sql, key.Row));
            var command = new NpgsqlBatchCommand(plan.Sql);
            foreach (var parameter in plan.Parameters) command.Parameters.Add(parameter(args));
            batch.BatchCommands.Add(command);
        }
        return batch;
    }

    private static Plan Make(string sql, Type row)
    {
        var (names, properties) = (new List<string>(), row.GetProperties());
        var numbered = Named().Replace(sql, match =>
        {
            var name = properties.FirstOrDefault(p => p.Name.Equals(match.Groups[1].Value, StringComparison.OrdinalIgnoreCase))?.Name
                ?? throw new ArgumentException($"{row} has no property for the parameter {match.Value} of: {sql}", nameof(sql));
            if (!names.Contains(name)) names.Add(name);
            return $"${names.IndexOf(name) + 1}";
        });
        return new Plan(numbered, names.ConvertAll(name => Parameter(row.GetProperty(name)!)));
    }

    private static Func<object, NpgsqlParameter> Parameter(PropertyInfo property) => row => new NpgsqlParameter
    {
        Value = property.GetValue(row) switch
        {
            null => DBNull.Value,
            DateTimeOffset instant => instant.UtcDateTime,
            var value => value,
        },
    };

    // Not a cast (::text), not an operator.
    [GeneratedRegex(@"(?<![\w@:])@(\w+)")]
    private static partial Regex Named();
}
