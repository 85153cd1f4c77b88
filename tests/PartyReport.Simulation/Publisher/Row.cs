namespace PartyReport.Simulation;

internal enum RowState
{
    Pending, Committed, RolledBack,

    /// <summary>Committed once, and forgotten by a restore.</summary>
    Lost,
}

/// <summary>An event of the publisher, with what only the simulation knows about it.</summary>
internal sealed class Row(RecordedEvent recorded, int stream, string key)
{
    public RecordedEvent Event => recorded;
    public Cursor Cursor { get; } = recorded.Cursor;
    public int Stream => stream;

    /// <summary>The command that wrote it.</summary>
    public string Key => key;

    public RowState State { get; set; }
    public long CommittedAt { get; set; }

    /// <summary>Subscriptions that can never apply it.</summary>
    public int PoisonFor { get; init; }

    /// <summary>How often its effects were committed, by subscription.</summary>
    public int[] Applied { get; } = new int[3];

    public override string ToString() => $"{Cursor} s{stream}v{recorded.Version} {recorded.Type}";
}
