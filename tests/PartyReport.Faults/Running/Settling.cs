using PartyReport.Contracts;
using PartyReport.Eventing;

namespace PartyReport.Faults;

/// <summary>How much is still on its way in a fleet.</summary>
internal static class Settling
{
    /// <summary>Events not applied, put aside, held or not sealed; what the campaign planted does not count. Huge while the database is away.</summary>
    public static async Task<long> Rest(Arena arena, CancellationToken ct) =>
        await Lag(arena, ct) is var lag && lag > 0 ? lag : await arena.Ask<long>(Aside(arena), ct) ?? long.MaxValue;

    /// <summary>Deliveries that are still to be made, over all subscriptions.</summary>
    public static async Task<long> Lag(Arena arena, CancellationToken ct) => await arena.Ask<long>(LagSql, ct) ?? long.MaxValue;

    private static readonly string LagSql = "select (" + string.Join(" + ",
        from s in Subscriptions.All from shard in Enumerable.Range(0, BrokerSetup.Shards) select LagOf(s, shard)) + ")::bigint";

    // Shard by shard, so that an index finds the few that are left: whoever measures must not be what is measured.
    private static string LagOf(Subscription s, int shard) =>
        $"""
        (select count(*) from {s.Publisher}.event_{shard} e,
             (select coalesce(max(generation), 0) as g, coalesce(max(xid), 0) as x, coalesce(max(position), 0) as p from {s.Subscriber}.subscription
              where name = '{s.Name}' and publisher = '{s.Publisher}' and shard = {shard}) m
         where e.type in ({string.Join(", ", s.Types.Select(t => $"'{t}'"))}) and (e.generation, e.xid, e.position) > (m.g, m.x, m.p))
        """;

    private static string Aside(Arena arena) =>
        "select (" + string.Join(" + ", Tables.Services.Select(s => $"(select count(*) from {s}.blocked where not stream = any (array[{Planted(arena)}]::uuid[]))")) +
        " + (select count(*) from archive.held) + abs((select count(*) from archive.leaf) - (select coalesce(max(size), 0) from archive.checkpoint)))::bigint";

    private static string Planted(Arena arena) => string.Join(", ", arena.Planted.Select(p => $"'{p.Stream:D}'"));
}
