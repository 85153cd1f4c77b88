namespace PartyReport.Eventing;

/// <summary>What one lane wants to be durable together: events, and the statement that moves its row or takes an event off its list.</summary>
internal sealed record Part(IReadOnlyList<RecordedEvent> Events, Statement Last);

/// <summary>
/// The transactions of one subscription to one publisher. Small slices that its lanes bring while one is being committed share the
/// next commit. What fails together is done again lane by lane, so that a fault stays where it belongs.
/// </summary>
internal sealed class Commits
{
    // A larger slice pays for its own commit, and while a backlog drains handlers read beside each other.
    private const int Small = 16;
    private const int MaxShared = 64;
    // Eight of them still end before a transaction must.
    private static readonly TimeSpan Long = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan ApartFor = TimeSpan.FromSeconds(30);
    private readonly SubscriptionHandler _handler;
    private readonly TimeProvider _clock;
    private readonly Groups<Waiting> _groups;
    private DateTimeOffset _apartUntil;

    public Commits(SubscriptionHandler handler, TimeProvider clock)
    {
        (_handler, _clock) = (handler, clock);
        _groups = new Groups<Waiting>(MaxShared, w => w.Part.Events.Count, Share);
    }

    private sealed record Waiting(Part Part, TaskCompletionSource<bool> Shared, ExecutionContext? Caller);

    /// <summary>Completes when the part is durable, alone or with those of other lanes.</summary>
    public async Task Apply(Part part, CancellationToken ct)
    {
        if (part.Events.Count <= Small)
        {
            var waiting = new Waiting(
                part, new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously), ExecutionContext.Capture());
            _groups.Add(waiting);
            if (await waiting.Shared.Task) return;
        }
        await Alone(part, ct);
    }

    /// <summary>Completes when the part is durable.</summary>
    public Task Alone(Part part, CancellationToken ct) => Write([part], ct);

    /// <summary>Tells each one whether its part is durable; when not, nothing of it was written.</summary>
    private async Task Share(IReadOnlyList<Waiting> group)
    {
        var apart = _clock.GetUtcNow() < _apartUntil;
        var fault = apart ? null : await Try(group);
        foreach (var waiting in group)
            // Alone in its group, its fault is its own; in company each one meets it again by itself.
            if (fault is not null && group.Count == 1) waiting.Shared.SetException(fault);
            else waiting.Shared.SetResult(!apart && fault is null);
    }

    // Nobody's wish to stop ends what others wait for; a transaction ends by itself in seconds.
    private async Task<Exception?> Try(IReadOnlyList<Waiting> group)
    {
        var (begun, fault) = (_clock.GetTimestamp(), default(Exception));
        try
        {
            await Caller.Run(group[0].Caller, () => Write([.. group.Select(w => w.Part)], CancellationToken.None));
        }
        // Whatever it is, it reaches the lanes, which know what to do with it.
        catch (Exception e)
        {
            fault = e;
        }
        if (_clock.GetElapsedTime(begun) > Long || (fault is not null && group.Count > 1)) _apartUntil = _clock.GetUtcNow() + ApartFor;
        return fault;
    }

    private Task<int> Write(IReadOnlyList<Part> parts, CancellationToken ct) => _handler.Log.Write(async session =>
    {
        Delivery[] deliveries = [.. parts.SelectMany(p => p.Events).Select(Deliver)];
        var reactions = await _handler.React(session, deliveries);
        await EventLog.Append(session, [.. reactions.SelectMany(r => r.Events)]);
        using var span = Telemetry.Source.StartActivity("subscription.effects")?.SetTag("subscription", _handler.Subscription.Name);
        // Statements travel together; an effect that needs the session itself takes those before it along.
        foreach (var reaction in reactions) await (reaction.Statements is { } rows ? session.Later(rows) : reaction.Effects(session));
        foreach (var part in parts) await session.MustChange(part.Last);
        return deliveries.Length;
    }, ct);

    private Delivery Deliver(RecordedEvent e) =>
        new(_handler.Subscription.Publisher, e, _handler.Log.Types.Read(e), EventTypes.ReadHeaders(e));
}
