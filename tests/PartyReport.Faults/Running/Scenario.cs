namespace PartyReport.Faults;

/// <summary>A fault and the load that it strikes.</summary>
/// <param name="Name">Number in the table of scenarios and a word.</param>
/// <param name="What">What happens, in one line.</param>
/// <param name="Run">Loads, strikes and measures; ends its load itself.</param>
internal sealed record Scenario(string Name, string What, Func<Trial, CancellationToken, Task> Run)
{
    public bool InShort { get; init; }
    public TimeSpan AtMostShort { get; init; } = TimeSpan.FromSeconds(75);
    public TimeSpan AtMostLong { get; init; } = TimeSpan.FromMinutes(6);

    /// <summary>Prepares the folder of a fleet that is this scenario's own.</summary>
    public Func<string, Task>? Before { get; init; }

    /// <summary>What this machine lacks for it, or null.</summary>
    public Func<string?> Lacks { get; init; } = () => null;
}
