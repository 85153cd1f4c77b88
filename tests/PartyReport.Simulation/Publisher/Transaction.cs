namespace PartyReport.Simulation;

/// <summary>A transaction that has written, and so has an id and holds the horizon.</summary>
internal sealed class Transaction(long xid)
{
    public long Xid => xid;
    public List<Row> Rows { get; } = [];
    public List<(int Stream, int Version)> Claims { get; } = [];
    public string? Key { get; set; }
    public bool Ended { get; set; }

    /// <summary>Who waits to know whether a key of this transaction is taken.</summary>
    public List<Action> Waiting { get; } = [];
}
