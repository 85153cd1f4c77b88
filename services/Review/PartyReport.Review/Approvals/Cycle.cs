using System.Text.Json;
using PartyReport.Contracts;
using PartyReport.Contracts.Drafting;
using PartyReport.Eventing;

namespace PartyReport.Review;

/// <summary>What Review keeps of a cycle.</summary>
internal sealed record Cycle(Guid Opener, IReadOnlyList<Stage> Chain)
{
    /// <summary>
    /// Throws for an unknown cycle: it stands earlier in the same log, but maybe in another shard or slice, so that the event
    /// is early and comes again.
    /// </summary>
    public static async Task<Cycle> Load(Session session, Guid id) =>
        await session.First<Row>("select opener, chain from cycle where id = @id", new { id }) is { } row
            ? new Cycle(row.Opener, JsonSerializer.Deserialize<List<Stage>>(row.Chain, WireJson.Options)!)
            : throw new InvalidOperationException($"Cycle {id} is unknown.");

    public static Task<int> Save(Session session, CycleOpened cycle) => session.Execute(
        "insert into cycle (id, opener, chain) values (@Cycle, @Opener, @chain) on conflict (id) do nothing",
        new { cycle.Cycle, cycle.Opener, chain = JsonSerializer.Serialize(cycle.Chain, WireJson.Options) });

    private sealed record Row
    {
        public Guid Opener { get; init; }
        public string Chain { get; init; } = "";
    }
}
