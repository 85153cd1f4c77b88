using System.Text.Json;

namespace PartyReport.Faults;

/// <summary>Evidence as files: a JSON object a line, a file a kind, beside the published log.</summary>
internal static class EvidenceFolder
{
    private static readonly JsonSerializerOptions Options = new(PartyReport.Contracts.WireJson.Options);

    public static void Save(Evidence evidence, string folder)
    {
        Directory.CreateDirectory(folder);
        Write(folder, "history", evidence.History);
        Write(folder, "events", evidence.Events);
        Write(folder, "answers", evidence.Answers);
        Write(folder, "mine", evidence.Mine);
        Write(folder, "blocked", evidence.Blocked);
        Write(folder, "leaves", evidence.Leaves);
        Write(folder, "models", evidence.Models);
        Write(folder, "queues", evidence.Queues);
        Write(folder, "sizes", evidence.Sizes);
        Write(folder, "alarms", evidence.Alarms);
        Write(folder, "planted", evidence.Planted);
    }

    public static Evidence Load(string folder) => new()
    {
        Folder = folder,
        History = Read<SixProcesses.Attempt>(folder, "history"),
        Events = Read<EventRow>(folder, "events"),
        Answers = Read<AnswerRow>(folder, "answers"),
        Mine = Read<MineRow>(folder, "mine"),
        Blocked = Read<BlockedRow>(folder, "blocked"),
        Leaves = Read<LeafRow>(folder, "leaves"),
        Models = Read<ModelRow>(folder, "models"),
        Queues = Read<QueueRow>(folder, "queues"),
        Sizes = Read<SizeRow>(folder, "sizes"),
        Alarms = Read<AlarmRow>(folder, "alarms"),
        Planted = Read<PlantedRow>(folder, "planted"),
    };

    /// <summary>A line of a file of evidence.</summary>
    public static string Line<T>(T row) => JsonSerializer.Serialize(row, Options);

    private static void Write<T>(string folder, string name, IEnumerable<T> rows) =>
        File.WriteAllLines(Path.Combine(folder, name + ".jsonl"), rows.Select(Line));

    private static List<T> Read<T>(string folder, string name) =>
        [.. File.ReadLines(Path.Combine(folder, name + ".jsonl")).Select(l => JsonSerializer.Deserialize<T>(l, Options)!)];
}
