namespace PartyReport.Eventing;

/// <summary>
/// The system's clock, cut to the microsecond: PostgreSQL keeps no more, and an instant inside an event's bytes must equal
/// the one in its row on both engines.
/// </summary>
internal sealed class MicrosecondClock : TimeProvider
{
    public override DateTimeOffset GetUtcNow()
    {
        var now = System.GetUtcNow();
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
    }
}
