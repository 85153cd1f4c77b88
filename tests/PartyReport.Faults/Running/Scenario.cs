namespace PartyReport.Faults;

/// <summary>A fault and the load that it strikes.</summary>
/// <param name="Name">Number in the table of scenarios and a word.</param>
/// <param name="What">What happens, in one line.</param>
/// <param name="Run">Loads, strikes and measures; ends its load itself.</param>
internal sealed record Scenario(string Name, string What, Func<Trial, CancellationToken, Task> Run)
{
    public bool InShort { get; init; }
    // Bounds a wait and is no figure: a machine may be slow.
    public TimeSpan AtMostShort { get; init; } = TimeSpan.FromMinutes(4);
    public TimeSpan AtMostLong { get; init; } = TimeSpan.FromMinutes(12);

    /// <summary>Needs a fleet of its own, in the short form too.</summary>
    public bool IsAlone { get; init; }

    /// <summary>Prepares the folder of that fleet.</summary>
    public Func<string, Task>? Before { get; init; }

    /// <summary>Puts in order what <see cref="Before"/> did, when nothing runs any more.</summary>
    public Func<string, Task>? After { get; init; }

    /// <summary>What this machine lacks for it, or null.</summary>
    public Func<string?> Lacks { get; init; } = () => null;
}
