namespace PartyReport.Eventing;

/// <summary>
/// When the head of the log is read. The first event after a quiet moment at once; under load not sooner than a moment after
/// the last read, so that a read finds several; and again by itself while an open transaction may hold something back.
/// </summary>
internal sealed class ReadPace(TimeProvider clock)
{
    private static readonly TimeSpan Apart = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(50);
    private long _last, _horizon;
    private TimeSpan _again = Apart;

    /// <summary>Waits until it is time to read.</summary>
    public async Task Turn(CancellationToken ct)
    {
        var since = clock.GetElapsedTime(_last);
        if (since < Apart) await Task.Delay(Apart - since, clock, ct);
        _last = clock.GetTimestamp();
    }

    /// <summary>After which pause to look again although nobody signals; null: not before somebody does.</summary>
    public TimeSpan? Again(ShardReader.Found found)
    {
        // While the horizon moves, others commit and something comes up soon; one that stands still is asked less and less.
        _again = found.Horizon != _horizon ? Apart : _again < Longest ? _again * 2 : Longest;
        _horizon = found.Horizon;
        return found.HeldBack && found.AtEnd ? _again : null;
    }
}
