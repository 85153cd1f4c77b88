using PartyReport.Contracts;

namespace PartyReport.Faults;

/// <summary>How much is still on its way in a fleet.</summary>
internal static class Settling
{
    /// <summary>Events not applied, put aside, held or not sealed; what the campaign planted does not count. Huge while the database is away.</summary>
    public static async Task<long> Rest(Arena arena, CancellationToken ct) =>
        await Lag(arena, ct) is var lag && lag > 0 ? lag : await arena.Ask<long>(Aside(arena), ct) ?? long.MaxValue;

    /// <summary>Deliveries that are still to be made, over all subscriptions.</summary>
    public static async Task<long> Lag(Arena arena, CancellationToken ct) => await arena.Ask<long>(LagSql, ct) ?? long.MaxValue;

    private static readonly string LagSql = "select (" + string.Join(" + ", Subscriptions.All.Select(LagOf)) + ")::bigint";

    private static string LagOf(Subscription s) =>
        $"""
        (select count(*) from {s.Publisher}.event e
         left join {s.Subscriber}.subscription m on m.name = '{s.Name}' and m.publisher = '{s.Publisher}'
              and m.shard = right(e.tableoid::regclass::text, 1)::integer
         where e.type in ({string.Join(", ", s.Types.Select(t => $"'{t}'"))})
           and (e.generation, e.xid, e.position) > (coalesce(m.generation, 0), coalesce(m.xid, 0), coalesce(m.position, 0)))
        """;

    private static string Aside(Arena arena) =>
        "select (" + string.Join(" + ", Tables.Services.Select(s => $"(select count(*) from {s}.blocked where not stream = any (array[{Planted(arena)}]::uuid[]))")) +
        " + (select count(*) from archive.held) + abs((select count(*) from archive.leaf) - (select coalesce(max(size), 0) from archive.checkpoint)))::bigint";

    private static string Planted(Arena arena) => string.Join(", ", arena.Planted.Select(p => $"'{p.Stream:D}'"));
}
