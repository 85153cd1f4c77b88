namespace PartyReport.Eventing;

/// <summary>Something that happened to a relay.</summary>
internal abstract record RelayInput
{
    private RelayInput() { }

    /// <summary>A shard is ours, under an epoch; its lanes begin where they were confirmed.</summary>
    public sealed record Gained(int Shard, IReadOnlyDictionary<Lane, Cursor> Lanes) : RelayInput;

    /// <summary>A shard is somebody else's now.</summary>
    public sealed record Lost(int Shard) : RelayInput;

    /// <summary>The log may have grown.</summary>
    public sealed record Grown(DateTimeOffset Now) : RelayInput;

    /// <summary>Time has passed: pauses may be over, confirmations want to be saved.</summary>
    public sealed record Tick(DateTimeOffset Now) : RelayInput;

    /// <summary>Events of all shards after a cursor. <paramref name="AtEnd"/>: there were no more.</summary>
    public sealed record HeadRead(Cursor From, IReadOnlyList<RecordedEvent> Events, bool AtEnd, DateTimeOffset Now) : RelayInput;

    /// <summary>Events of one lane's shard after a cursor. <paramref name="AtEnd"/>: there were no more up to <paramref name="UpTo"/>.</summary>
    public sealed record LaneRead(Lane Lane, Cursor From, Cursor UpTo, IReadOnlyList<RecordedEvent> Events, bool AtEnd, DateTimeOffset Now)
        : RelayInput;

    /// <summary>A read failed; <paramref name="Lane"/> is null for one of all shards.</summary>
    public sealed record ReadFailed(Lane? Lane, DateTimeOffset Now) : RelayInput;

    /// <summary>The broker has a slice durably.</summary>
    public sealed record Confirmed(Lane Lane, long Number, DateTimeOffset Now) : RelayInput;

    /// <summary>A slice was refused or returned, or nobody knows what became of it.</summary>
    public sealed record Refused(Lane Lane, long Number, DateTimeOffset Now) : RelayInput;

    /// <summary>A subscription misses what follows a cursor.</summary>
    public sealed record ResendAsked(Lane Lane, Cursor From, DateTimeOffset Now) : RelayInput;

    /// <summary>These cursors are durable, or could not be saved and are tried again.</summary>
    public sealed record SaveEnded(IReadOnlyDictionary<Lane, Cursor> Saved) : RelayInput;
}

/// <summary>Something that the relay's loop must do.</summary>
internal abstract record RelayAct
{
    private RelayAct() { }

    /// <summary>Read all shards after a cursor.</summary>
    public sealed record ReadHead(Cursor After) : RelayAct;

    /// <summary>Read one lane's shard after a cursor, up to and including another.</summary>
    public sealed record ReadLane(Lane Lane, Cursor After, Cursor UpTo) : RelayAct;

    /// <summary>Hand a slice to the transport.</summary>
    public sealed record Send(Lane Lane, long Number, Slice Slice) : RelayAct;

    /// <summary>Make confirmed cursors durable.</summary>
    public sealed record Save(IReadOnlyDictionary<Lane, Cursor> Cursors) : RelayAct;
}
