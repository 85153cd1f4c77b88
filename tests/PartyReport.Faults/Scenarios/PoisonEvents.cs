using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Npgsql;
using PartyReport.Contracts;
using PartyReport.Contracts.Drafting;

namespace PartyReport.Faults;

/// <summary>Events that no service of ours would record, put into drafting's log by the role that owns it.</summary>
internal static class PoisonEvents
{
    private static readonly string Padding = new('述', 1024 * 1024 / 3);

    /// <summary>Each with what the archive can do with it, and who must say that it cannot apply it.</summary>
    public sealed record Poison(string What, string Type, string Headers, byte[] Body, bool Leaf, IReadOnlyList<string> Alarms)
    {
        public Guid Stream { get; init; } = Guid.NewGuid();
    }

    public static IReadOnlyList<Poison> All()
    {
        var (thrown, large, started) = (Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());
        return
        [
            new("bad JSON", Name<ReportSubmitted>(), Headers(), "{\"report\": \"never clo"u8.ToArray(), Leaf: false, ["review", "archive"]),
            new("an unknown type", "drafting.report-dreamt", Headers(), "{}"u8.ToArray(), Leaf: false, []),
            new("headers of nobody", Name<ReportStarted>(), "{}", Json(new ReportStarted(started, started, started, started)), Leaf: false, ["archive"]) { Stream = started },
            new("one that its handler always throws at", Name<ReportSubmitted>(), Headers(),
                Json(new ReportSubmitted(thrown, Guid.NewGuid(), Guid.NewGuid(), [], 1, "none", [], false)), Leaf: true, ["review"]) { Stream = thrown },
            new("a body of 1 MiB", Name<CycleOpened>(), Headers(), Large(large), Leaf: true, []) { Stream = large },
        ];
    }

    public static async Task Plant(Arena arena, IEnumerable<Poison> poisons, CancellationToken ct)
    {
        await using var connection = new NpgsqlConnection(arena.Owner("drafting"));
        await connection.OpenAsync(ct);
        foreach (var poison in poisons)
        {
            arena.Planted.Add(new PlantedRow(poison.Stream, poison.Leaf, poison.What));
            await using var insert = new NpgsqlCommand(
                """
                insert into event (stream, version, generation, type, schema_version, body, headers, occurred_at)
                select $1, 1, generation, $2, 1, $3, $4, clock_timestamp() from log
                """, connection)
            {
                Parameters =
                {
                    new() { Value = poison.Stream }, new() { Value = poison.Type }, new() { Value = poison.Body },
                    new() { Value = Encoding.UTF8.GetBytes(poison.Headers) },
                },
            };
            await insert.ExecuteNonQueryAsync(ct);
        }
    }

    private static byte[] Large(Guid cycle)
    {
        var body = Encoding.UTF8.GetString(Json(new CycleOpened(
            cycle, 2026, "大", Guid.NewGuid(), TimeProvider.System.GetUtcNow(), [], [], [])));
        return Encoding.UTF8.GetBytes($"{body[..^1]},\"padding\":\"{Padding}\"}}");
    }

    private static string Headers() => JsonSerializer.Serialize(
        new EventHeaders("service:faults", Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8)), []), WireJson.Options);

    private static byte[] Json<T>(T body) => JsonSerializer.SerializeToUtf8Bytes(body, WireJson.Options);

    private static string Name<T>() => EventCatalog.NameOf(typeof(T));
}
