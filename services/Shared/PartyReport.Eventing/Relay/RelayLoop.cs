using System.Collections.Frozen;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using PartyReport.Contracts;

namespace PartyReport.Eventing;

/// <summary>
/// Does what <see cref="RelayStep"/> says: reads the log, hands slices to the transport, saves cursors, holds leases. All
/// inputs go through one queue and are dealt with one by one; the work itself runs beside it.
/// </summary>
internal sealed partial class RelayLoop
{
    private static readonly TimeSpan TickEvery = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan ShortestLook = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan RenewEvery = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan SendPatience = TimeSpan.FromSeconds(6);
    private readonly Channel<RelayInput> _inputs = Channel.CreateUnbounded<RelayInput>(new UnboundedChannelOptions { SingleReader = true });
    private readonly EventLog _log;
    private readonly Wakeups _wakeups;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly Func<Lane, Slice, CancellationToken, Task> _send;
    private readonly HighWaterFile _highWater;
    private readonly RelayLeases _leases;
    private readonly ShardReader _reader;
    private readonly ReadPace _pace;
    private readonly Refusals _refusals;
    private RelayState _state;
    private bool _databaseAway;
    private int _looking;

    /// <param name="send">Completes when the broker has the slice durably; throws when it has not, or nobody knows.</param>
    public RelayLoop(
        EventLog log, PostgresSchema schema, IEnumerable<Subscription> subscriptions, HighWaterFile highWater, Wakeups wakeups, TimeProvider clock,
        ILogger logger, Func<Lane, Slice, CancellationToken, Task> send)
    {
        (_log, _highWater, _wakeups, _clock, _logger, _send) = (log, highWater, wakeups, clock, logger, send);
        List<Subscription> ours = [.. subscriptions.Where(s => s.Publisher == log.Name)];
        _leases = new RelayLeases(new RelayTables(schema, highWater.Instance()), ours, Put);
        _reader = new ShardReader(schema);
        _pace = new ReadPace(clock);
        _refusals = new Refusals(clock, logger);
        _state = new RelayState(log.Name, ours.ToFrozenDictionary(s => (s.Subscriber, s.Name), s => s.Types));
    }

    /// <summary>A subscription misses what follows a cursor.</summary>
    public void AskResend(Lane lane, Cursor from) => Put(new RelayInput.ResendAsked(lane, from, Now));

    /// <summary>Runs until it is told to stop, then gives its leases back.</summary>
    public async Task Run(CancellationToken ct)
    {
        var helpers = Task.WhenAll(Watch(ct), Clock(ct), Leases(ct));
        try
        {
            await foreach (var input in _inputs.Reader.ReadAllAsync(ct).ConfigureAwait(false)) await Take(input, ct);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // Stopping.
        }
        await helpers;
    }

    private async Task Take(RelayInput input, CancellationToken ct)
    {
        // A quiet subscription asks now and then although it lacks nothing; only a wish that is granted is worth a line.
        if (input is RelayInput.ResendAsked asked && _state.Lanes.TryGetValue(asked.Lane, out var lane) && asked.From < lane.Told)
            LogResend(asked.Lane.Subscriber, asked.Lane.Subscription, asked.Lane.Shard, asked.From);
        (_state, var acts) = RelayStep.Next(_state, input);
        var noted = !acts.OfType<RelayAct.Send>().Any() || await Noted(ct);
        foreach (var act in acts)
            if (act is RelayAct.Send send && !noted) Put(new RelayInput.Refused(send.Lane, send.Number, Now));
            else _ = Do(act, ct);
    }

    private DateTimeOffset Now => _clock.GetUtcNow();

    private void Put(RelayInput input) => _inputs.Writer.TryWrite(input);

    private Task Do(RelayAct act, CancellationToken ct) => act switch
    {
        RelayAct.ReadHead read => ReadHead(read, ct),
        RelayAct.ReadLane read => ReadLane(read, ct),
        RelayAct.Send send => Send(send, ct),
        RelayAct.Save save => Save(save, ct),
        _ => throw new ArgumentOutOfRangeException(nameof(act), act, "Unknown act."),
    };

    private Task ReadHead(RelayAct.ReadHead act, CancellationToken ct) => Guarded(async () =>
    {
        await _pace.Turn(ct);
        var found = await _reader.Head(act.After, ct);
        if (_pace.Again(found) is { } pause) _ = LookAgain(pause, ct);
        Put(new RelayInput.HeadRead(act.After, found.Events, found.AtEnd, Now));
    }, () => Put(new RelayInput.ReadFailed(null, Now)), ct);

    private Task ReadLane(RelayAct.ReadLane act, CancellationToken ct) => Guarded(async () =>
    {
        var found = await _reader.Shard(act.Lane.Shard, act.After, act.UpTo, ct);
        Put(new RelayInput.LaneRead(act.Lane, act.After, act.UpTo, found.Events, found.AtEnd, Now));
    }, () => Put(new RelayInput.ReadFailed(act.Lane, Now)), ct);

    // One look at a time: each read that is held back wants one, and brings the next.
    private async Task LookAgain(TimeSpan pause, CancellationToken ct)
    {
        if (Interlocked.Exchange(ref _looking, 1) == 1) return;
        await Task.Delay(pause, _clock, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Volatile.Write(ref _looking, 0);
        Put(new RelayInput.Grown(Now));
    }

    private Task Save(RelayAct.Save act, CancellationToken ct) => Guarded(
        async () => Put(new RelayInput.SaveEnded(await _leases.Save(act.Cursors, ct))),
        () => Put(new RelayInput.SaveEnded(new Dictionary<Lane, Cursor>())), ct);

    private async Task<bool> Noted(CancellationToken ct)
    {
        try
        {
            await _highWater.Note(_state.Head, ct);
            return true;
        }
        // What is not noted is not sent: after a restore nobody would know that others hold it.
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            LogNotNoted(e.Message);
            return false;
        }
    }

    private async Task Send(RelayAct.Send act, CancellationToken ct)
    {
        // Off the queue's own task: preparing a message costs processor time.
        await Task.Yield();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(SendPatience);
        using var inFlight = Telemetry.OnTheWay();
        using var span = Telemetry.Start("relay.send", System.Diagnostics.ActivityKind.Producer, act.Slice.Events)
            ?.SetTag("subscription", $"{act.Lane.Subscriber}.{act.Lane.Subscription}");
        try
        {
            await _send(act.Lane, act.Slice, patience.Token).WaitAsync(patience.Token);
            Telemetry.Sent.Add(act.Slice.Events.Count);
            Put(new RelayInput.Confirmed(act.Lane, act.Number, Now));
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // Stopping: the cursor stays where it is confirmed.
        }
        // Whatever the transport throws means the same: the slice is not known to be with the broker. It is sent again.
        catch (Exception e)
        {
            _refusals.Refused(act.Lane, e.Message);
            Telemetry.Refused.Add(1);
            Put(new RelayInput.Refused(act.Lane, act.Number, Now));
        }
    }

    // A commit in this process is heard of at once; one in another process, or a signal that was missed, is found by looking.
    private async Task Watch(CancellationToken ct)
    {
        var pause = ShortestLook;
        while (!ct.IsCancellationRequested)
        {
            var grown = _wakeups.Next(_log.Name);
            Put(new RelayInput.Grown(Now));
            await grown.WaitAsync(pause, _clock, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            pause = grown.IsCompletedSuccessfully ? ShortestLook : pause * 2;
            if (pause > RenewEvery) pause = RenewEvery;
        }
    }

    private async Task Clock(CancellationToken ct)
    {
        using var timer = new PeriodicTimer(TickEvery, _clock);
        while (await Ticked(timer, ct))
        {
            Put(new RelayInput.Tick(Now));
            _refusals.Look();
        }
    }

    private async Task Leases(CancellationToken ct)
    {
        using var timer = new PeriodicTimer(RenewEvery, _clock);
        do await Guarded(() => _leases.Renew(ct), () => { }, ct); while (await Ticked(timer, ct));
        using var patience = new CancellationTokenSource(RenewEvery);
        await Guarded(() => _leases.Release(patience.Token), () => { }, patience.Token);
    }

    private static async Task<bool> Ticked(PeriodicTimer timer, CancellationToken ct)
    {
        try
        {
            return await timer.WaitForNextTickAsync(ct);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private async Task Guarded(Func<Task> work, Action failed, CancellationToken ct)
    {
        try
        {
            await work();
            if (_databaseAway) LogDatabaseBack(_log.Name);
            _databaseAway = false;
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // Stopping.
        }
        catch (Exception e) when (StorageFaults.IsOutage(e) || e is LostRaceException)
        {
            if (!_databaseAway) LogDatabaseAway(_log.Name, e.Message);
            _databaseAway = true;
            failed();
        }
        // A bug. Going on without this work would lose nothing and send nothing, unseen: the loop ends with it, and the host.
        catch (Exception e)
        {
            _inputs.Writer.TryComplete(e);
        }
    }

    [LoggerMessage(20, LogLevel.Warning, "{Subscriber}.{Subscription} asks shard {Shard} to be sent again from {Cursor}.")]
    private partial void LogResend(string subscriber, string subscription, int shard, Cursor cursor);

    [LoggerMessage(23, LogLevel.Error, "The log of {Log} cannot be read or its cursors not saved; it is tried again by itself. {Error}")]
    private partial void LogDatabaseAway(string log, string error);

    [LoggerMessage(25, LogLevel.Error,
        "The high-water file cannot be written, so nothing is sent. Free disk space or mend the data folder; it goes on by itself. {Error}")]
    private partial void LogNotNoted(string error);

    [LoggerMessage(24, LogLevel.Warning, "The log of {Log} is read again.")]
    private partial void LogDatabaseBack(string log);
}
