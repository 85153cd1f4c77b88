namespace PartyReport.Eventing;

/// <summary>
/// The oldest open write transaction of the server, which keeps every newer event from being sent. Who may not look at the
/// sessions of others still sees that the horizon stands, and for how long it has been seen standing.
/// </summary>
/// <param name="Xmin">Id of the transaction that holds the horizon.</param>
/// <param name="Since">When it was first seen there.</param>
internal sealed record Horizon(long Xmin, DateTimeOffset Since)
{
    /// <summary>What a look says, after the look before; null when nothing is held up.</summary>
    public static Horizon? Seen(Horizon? before, long xmin, long xmax, DateTimeOffset now) =>
        xmin >= xmax ? null
        : before?.Xmin == xmin ? before
        : new Horizon(xmin, now);

    public static TimeSpan Age(Horizon? horizon, DateTimeOffset now) => horizon is null ? TimeSpan.Zero : now - horizon.Since;
}
