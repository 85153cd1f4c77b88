using Microsoft.Extensions.Logging;

namespace PartyReport.Eventing;

/// <summary>Does what <see cref="Step"/> says: transactions, retries and alarms of one subscription. Runs on one task.</summary>
/// <param name="commits">Shared by all lanes of the handler.</param>
internal sealed partial class SubscriptionLoop(SubscriptionHandler handler, int shard, Commits commits, TimeProvider clock, ILogger logger)
{
    private const int MaxRaces = 8;
    private const int MaxRetries = 16;
    private const int SlowTimes = 3;
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);
    private readonly SubscriptionTables _tables = new(handler.Subscription, shard);
    private SubscriptionState? _state;
    private bool _stopped, _acknowledged;
    private Cursor? _resend;
    private DateTimeOffset _loadedAt;
    private int _operated;
    private (Cursor Event, int Times) _slow;

    public SubscriptionHandler Handler => handler;
    public Cursor Mine => _state?.Mine ?? Cursor.Start;

    /// <summary>Reads the durable part of the state: at the start, after it was forgotten, and after an operator changed it.</summary>
    public async Task Load()
    {
        if (_state is not null && !Operated && !BlockedMayHaveChanged) return;
        // Before the tables: a change that comes in between is read twice, not missed.
        (_operated, _loadedAt) = (handler.Log.Operated, clock.GetUtcNow());
        _state = await handler.Log.Read(_tables.Load);
    }

    /// <summary>True when an operator of this process changed the tables since they were read.</summary>
    public bool Operated => handler.Log.Operated != _operated;

    // An operator of another process tells nobody.
    private bool BlockedMayHaveChanged => HasBlocked && clock.GetUtcNow() - _loadedAt >= LookAgain;

    /// <summary>True during an outage that was told.</summary>
    public bool Failing { get; set; }

    /// <summary>After an outage nobody knows which of our writes are durable; only the tables do.</summary>
    public void Forget() => _state = null;

    /// <summary>Reads what others may have changed, and keeps what only this process knows.</summary>
    public async Task Refresh()
    {
        var pause = _state?.NextResend ?? default;
        Forget();
        await Load();
        _state = _state! with { NextResend = pause };
    }

    /// <summary>True while events wait to be retried.</summary>
    public bool HasBlocked => _state?.BlockedEvents > 0;

    /// <summary>
    /// Deals with a slice to its end and tells what the transport is to know. Throws when database or disk fail, or the row
    /// was moved by somebody else; the slice must then come again.
    /// </summary>
    public async Task<(bool Acknowledged, Cursor? Resend)> Take(Slice slice, CancellationToken ct)
    {
        (_acknowledged, _resend) = (false, null);
        // What looks like a duplicate may be a replay: an operator, perhaps in another process, has set the row back. What looks
        // like a gap another process may have applied before the lane came to this one.
        if (slice.To <= Mine || slice.From > Mine) await Refresh();
        else await Load();
        await Drive(new Input.Arrived(slice, clock.GetUtcNow()), ct);
        return (_acknowledged, _resend);
    }

    /// <summary>True when as many events are blocked as may be, and nothing more is taken.</summary>
    public bool IsFull => _state?.BlockedEvents >= Step.MaxBlocked;

    /// <summary>Retries some of the blocked events that are due; true when there may be more. Other streams do not wait for all of them.</summary>
    public async Task<bool> RetryDue(CancellationToken ct)
    {
        for (var n = 0; n < MaxRetries; n++)
        {
            if (_state!.BlockedEvents == 0 || await handler.Log.Read(s => _tables.FirstDue(s, clock.GetUtcNow())) is not { } due) return false;
            await Retry(due, ct);
        }
        return true;
    }

    private async Task Retry(BlockedEvent due, CancellationToken ct)
    {
        // Blocked by another process, or an operator set the row back: the tables know more than we do.
        if (!_state!.Blocked.ContainsKey(due.Event.Stream)) Forget();
        await Load();
        try
        {
            await Drive(new Input.Due(due), ct);
        }
        // Another process of this service, or an operator, took it off the list meanwhile.
        catch (SubscriptionMovedException)
        {
            await Refresh();
        }
    }

    private async Task Drive(Input first, CancellationToken ct)
    {
        var inputs = new Queue<Input>([first]);
        while (inputs.TryDequeue(out var input))
        {
            (_state, var acts) = Step.Next(_state!, input);
            foreach (var act in acts)
                if (await Do(act, ct) is { } next)
                    inputs.Enqueue(next);
        }
    }

    private async Task<Input?> Do(Act act, CancellationToken ct)
    {
        switch (act)
        {
            case Act.Apply apply:
                return await Try(new Part(apply.Events, _tables.Move(apply.From, apply.To)), commits.Apply, ct) is { } error
                    ? new Input.Failed(error, clock.GetUtcNow())
                    : new Input.Done();
            case Act.Block block:
                await UnlessMoved(handler.Log.Write(s => Block(s, block), ct));
                Telemetry.Blocked.Add(1);
                if (block.Error is not null) LogBlocked(Name, block.Event.Stream, block.Event.Version, block.Error);
                return new Input.Done();
            case Act.Retry retry:
                return await Try(new Part([retry.Blocked.Event], _tables.Remove(retry.Blocked)), commits.Alone, ct) is { } again
                    ? new Input.FailedAgain(retry.Blocked, again, clock.GetUtcNow())
                    : new Input.Recovered(retry.Blocked.Event.Stream);
            case Act.Reschedule later:
                await handler.Log.Write(s => _tables.Reschedule(s, later), ct);
                return null;
            case Act.Park park:
                if (await handler.Log.Write(s => _tables.Park(s, park, clock.GetUtcNow()), ct) == 0) return null;
                Telemetry.Parked.Add(1);
                LogParked(Name, park.Blocked.Event.Stream, park.Blocked.Event.Version, park.Attempt, handler.Log.Name, park.Error);
                return null;
            case Act.Stop stop:
                // Every poll ends here again; one alarm is enough until something moves.
                if (!_stopped) LogStopped(Name, stop.Blocked, handler.Log.Name);
                _stopped = true;
                return null;
            case Act.AskResend ask:
                _resend = ask.From;
                return null;
            case Act.Acknowledge:
                _acknowledged = true;
                return null;
            default:
                throw new ArgumentOutOfRangeException(nameof(act), act, "Unknown act.");
        }
    }

    /// <summary>Null when the transaction is durable, otherwise why its events could not be applied.</summary>
    private async Task<string?> Try(Part part, Func<Part, CancellationToken, Task> write, CancellationToken ct)
    {
        var events = part.Events;
        try
        {
            using var span = Telemetry.Start("subscription.apply", System.Diagnostics.ActivityKind.Consumer, events)?.SetTag("subscription", Name);
            for (var race = 1; !await Won(part, write, race, ct); race++) { }
            _stopped = false;
            Telemetry.Applied.Add(events.Count);
            return null;
        }
        // A slow handler: one event at a time may fit, and one that never does is put aside like any other that fails.
        catch (Exception e) when (StorageFaults.TookTooLong(e) && (events.Count > 1 || TooOften(events[0])))
        {
            return e.Message;
        }
        // Whatever a handler throws belongs to its event: it is recorded and retried. An outage belongs to nobody's event, and so
        // does a row that was moved under our hands.
        catch (Exception e) when (e is not (OperationCanceledException or SubscriptionMovedException) && !StorageFaults.IsOutage(e))
        {
            return $"{e.GetType().Name}: {e.Message}";
        }
    }

    // Once may be the server's fault.
    private bool TooOften(RecordedEvent e)
    {
        _slow = (e.Cursor, _slow.Event == e.Cursor ? _slow.Times + 1 : 1);
        return _slow.Times >= SlowTimes;
    }

    // A command or another shard wrote to the same stream: read again, decide again.
    private async Task<bool> Won(Part part, Func<Part, CancellationToken, Task> write, int race, CancellationToken ct)
    {
        try
        {
            await UnlessMoved(write(part, ct));
            return true;
        }
        catch (LostRaceException) when (race < MaxRaces)
        {
            return false;
        }
    }

    private async Task<bool> Block(Session session, Act.Block block)
    {
        await session.Later([_tables.Insert(block)]);
        await session.MustChange(_tables.Move(block.From, block.To));
        return true;
    }

    private async Task UnlessMoved(Task write)
    {
        try
        {
            await write;
        }
        catch (NothingChangedException)
        {
            // The row, or the blocked event, is not where we left it.
            throw new SubscriptionMovedException(Name);
        }
    }

    private string Name => $"{handler.Subscription.Subscriber}.{handler.Subscription.Name} of {handler.Subscription.Publisher}/{shard}";

    [LoggerMessage(1, LogLevel.Warning,
        "{Subscription} could not apply {Stream}/{Version} and will retry; later events of this stream wait, others go on. {Error}")]
    private partial void LogBlocked(string subscription, Guid stream, int version, string error);

    [LoggerMessage(2, LogLevel.Critical,
        "{Subscription} parked {Stream}/{Version} after {Attempts} attempts: this stream waits for an operator, others go on. " +
        "Mend the cause, then have it tried again: POST /api/operations/{Service}/retries. {Error}")]
    private partial void LogParked(string subscription, Guid stream, int version, int attempts, string service, string error);

    [LoggerMessage(3, LogLevel.Critical,
        "{Subscription} holds {Blocked} blocked events and takes no more. Mend what blocks them: GET /api/operations/{Service}/blocked tells.")]
    private partial void LogStopped(string subscription, int blocked, string service);
}
