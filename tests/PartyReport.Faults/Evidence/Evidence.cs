using PartyReport.SixProcesses;

namespace PartyReport.Faults;

/// <summary>Everything that is known about a run after its end: what clients saw, what databases, files and broker hold.</summary>
internal sealed record Evidence
{
    /// <summary>Folder with the published log (<c>log/</c>) and its key (<c>log.vkey</c>).</summary>
    public string Folder { get; init; } = "";
    public IReadOnlyList<Attempt> History { get; init; } = [];
    public IReadOnlyList<EventRow> Events { get; init; } = [];
    public IReadOnlyList<AnswerRow> Answers { get; init; } = [];
    public IReadOnlyList<MineRow> Mine { get; init; } = [];
    public IReadOnlyList<BlockedRow> Blocked { get; init; } = [];
    public IReadOnlyList<LeafRow> Leaves { get; init; } = [];
    public IReadOnlyList<ModelRow> Models { get; init; } = [];
    public IReadOnlyList<QueueRow> Queues { get; init; } = [];
    public IReadOnlyList<SizeRow> Sizes { get; init; } = [];
    public IReadOnlyList<AlarmRow> Alarms { get; init; } = [];
    public IReadOnlyList<PlantedRow> Planted { get; init; } = [];

    public IEnumerable<EventRow> Of<T>() => Events.Where(e => e.Is<T>() && !IsPlanted(e.Stream));

    public bool IsPlanted(Guid stream) => Planted.Any(p => p.Stream == stream);
}
