namespace PartyReport.Eventing;

/// <summary>
/// When the head of the log is read. The first event after a quiet moment at once; otherwise reading takes at most a third
/// of the time: the slower the database answers, the more a read finds. And again by itself while an open transaction may
/// hold something back.
/// </summary>
internal sealed class ReadPace(TimeProvider clock)
{
    private const double Rest = 3;
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan LongestLook = TimeSpan.FromMilliseconds(50);
    private long _begun, _horizon;
    private TimeSpan _apart = Shortest, _again = Shortest;

    /// <summary>Waits until it is time to read.</summary>
    public async Task Turn(CancellationToken ct)
    {
        var since = clock.GetElapsedTime(_begun);
        if (since < _apart) await Task.Delay(_apart - since, clock, ct);
        _begun = clock.GetTimestamp();
    }

    /// <summary>After which pause to look again although nobody signals; null: not before somebody does.</summary>
    public TimeSpan? Again(ShardReader.Found found)
    {
        var took = clock.GetElapsedTime(_begun);
        _apart = Clamp(took * Rest, Shortest, Longest);
        // While the horizon moves, others commit and something comes up soon; one that stands still is asked less and less.
        _again = found.Horizon != _horizon ? _apart : Clamp(_again * 2, Shortest, LongestLook);
        _horizon = found.Horizon;
        return found.HeldBack && found.AtEnd ? _again : null;
    }

    private static TimeSpan Clamp(TimeSpan time, TimeSpan least, TimeSpan most) => time < least ? least : time > most ? most : time;
}
