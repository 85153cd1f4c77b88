using System.Collections.Immutable;

namespace PartyReport.Eventing;

/// <summary>One shard of a log on its way to one subscription.</summary>
/// <param name="Subscriber">Service that applies the events.</param>
/// <param name="Subscription">Name of its subscription to this log.</param>
public sealed record Lane(string Subscriber, string Subscription, int Shard);

/// <summary>A slice that was handed to the transport and whose outcome is awaited.</summary>
internal sealed record Sent(long Number, Cursor To, bool Confirmed = false);

/// <summary>How far a lane is. The durable part is <see cref="Confirmed"/>; a crash goes back to it and sends again.</summary>
internal sealed record LaneState(Cursor Confirmed)
{
    /// <summary>What the table <c>send_cursor</c> says; null while a save is under way, and when nobody knows what became of it.</summary>
    public Cursor? Saved { get; init; } = Confirmed;

    /// <summary>End of the last slice handed out; the next one begins here.</summary>
    public Cursor Told { get; init; } = Confirmed;

    /// <summary>Everything up to here was read; what lies after <see cref="Told"/> is in <see cref="Waiting"/> or of no interest to the subscription.</summary>
    public Cursor Read { get; init; } = Confirmed;

    /// <summary>Events after <see cref="Told"/> that the next slice takes along; fewer than a full slice unless the window is full.</summary>
    public ImmutableList<RecordedEvent> Waiting { get; init; } = [];

    /// <summary>Number of the last read of this lane alone.</summary>
    public long Turn { get; init; }

    /// <summary>Events of the shard that were passed over since the last slice.</summary>
    public int PassedOver { get; init; }

    public ImmutableList<Sent> InFlight { get; init; } = [];

    /// <summary>Refusals in a row; they make the pause longer.</summary>
    public int Refusals { get; init; }

    /// <summary>Nothing is sent before this instant.</summary>
    public DateTimeOffset NotBefore { get; init; }

    /// <summary>Forgets what was not confirmed.</summary>
    public LaneState BackTo(Cursor cursor) => this with
    {
        Confirmed = cursor,
        Told = cursor,
        Read = cursor,
        Waiting = [],
        PassedOver = 0,
        InFlight = [],
    };
}
