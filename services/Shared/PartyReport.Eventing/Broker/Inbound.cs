using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace PartyReport.Eventing;

/// <summary>
/// Applies the slices of one lane in their order. Deliveries come in parallel, so several wait here, unacknowledged, until
/// it is their turn; a slice that leaves a gap is kept for a moment, because the missing one may be just behind it.
/// </summary>
/// <param name="commits">Shared by all lanes of the handler.</param>
/// <param name="turns">Shared by all lanes of subscriptions of one name: how many of them apply at once.</param>
internal sealed partial class Inbound(
    SubscriptionHandler handler, int shard, Commits commits, SemaphoreSlim turns, TimeProvider clock, ILogger logger, Func<Lane, Cursor, Task> askResend)
{
    private static readonly TimeSpan GapPatience = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan QuietFirst = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan QuietLater = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan RetryEvery = TimeSpan.FromSeconds(1);
    private const int MaxTogether = 128;

    // An event as large as this is a part of something larger, such as an import.
    private const int Bulk = 64 * 1024, MostRest = 8;
    private static readonly TimeSpan Quick = TimeSpan.FromMilliseconds(25), Shortest = TimeSpan.FromMilliseconds(1), Longest = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Late = TimeSpan.FromSeconds(60);
    private readonly SubscriptionLoop _loop = new(handler, shard, commits, clock, logger);
    private readonly Lane _lane = new(handler.Subscription.Subscriber, handler.Subscription.Name, shard);
    private readonly Channel<Waiting?> _arrivals = Channel.CreateUnbounded<Waiting?>(new UnboundedChannelOptions { SingleReader = true });
    private readonly List<Waiting> _waiting = [];
    private TimeSpan _quiet = QuietFirst;
    private Cursor? _asked;
    private Cursor _stood;
    private long _lastAsked;

    private sealed record Waiting(Slice Slice, TaskCompletionSource Done, CancellationToken Cancelled);

    /// <summary>Completes when the slice is dealt with for good and may be acknowledged.</summary>
    public async Task Take(Slice slice, CancellationToken ct)
    {
        var waiting = new Waiting(slice, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), ct);
        await _arrivals.Writer.WriteAsync(waiting, ct);
        await waiting.Done.Task.WaitAsync(ct);
    }

    /// <summary>An operator changed something: it is looked at now, however long the lane has been quiet.</summary>
    public void Look() => _arrivals.Writer.TryWrite(null);

    /// <summary>Runs until it is told to stop; what waits then stays unacknowledged and comes again.</summary>
    public async Task Run(CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
            try
            {
                await Read(_loop.Load);
                var moreDue = await _loop.RetryDue(ct);
                await TakeNext(moreDue, ct);
                if (_loop.Failing) LogOver(_lane.Subscriber, handler.Subscription.Publisher);
                _loop.Failing = false;
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                return;
            }
            // An operator changed the row while a slice was under way; nothing of it was written, and it is tried again.
            catch (SubscriptionMovedException) when (_loop.Operated)
            {
            }
            // The database is away, or another process works on the row. Nothing is lost: what waits was not acknowledged.
            catch (Exception e) when (e is SubscriptionMovedException or LostRaceException || StorageFaults.IsOutage(e))
            {
                if (!_loop.Failing) LogOutage(_lane.Subscriber, handler.Subscription.Publisher, e.Message);
                _loop.Failing = true;
                _loop.Forget();
                await Pause(RetryEvery, ct);
            }
    }

    // An operator, perhaps in another process, set the row back. Their wish may be lost, or come to a relay that had just given its
    // shards away and took them again where they were; so it is the lane's own from now on, repeated until the row moves.
    private async Task Read(Func<Task> read)
    {
        if (_loop.Mine > _stood) _stood = _loop.Mine;
        await read();
        if (_loop.Mine < _stood) _asked = _loop.Mine;
        _stood = _loop.Mine;
    }

    private async Task TakeNext(bool moreDue, CancellationToken ct)
    {
        Collect();
        if (_waiting.Count == 0)
        {
            if (!moreDue) await Idle(ct);
            return;
        }
        var next = _waiting.MinBy(w => w.Slice.From)!;
        if (next.Slice.From > _loop.Mine && await Arrival(GapPatience, ct)) return;
        var (run, start) = (Run(next), clock.GetTimestamp());
        await Apply(run, ct);
        if (run.SelectMany(w => w.Slice.Events).FirstOrDefault(e => e.Body.Length >= Bulk) is { } bulk) await Rest(bulk, clock.GetElapsedTime(start), ct);
    }

    // What comes in bulk has time; who waits for an answer from the same processors and disks has not. The busier they are, the longer a
    // slice takes, and the longer is the rest; but what was written a minute ago is late.
    private Task Rest(RecordedEvent bulk, TimeSpan worked, CancellationToken ct)
    {
        if (clock.GetUtcNow() - bulk.OccurredAt > Late) return Task.CompletedTask;
        var rest = worked * Math.Min(MostRest, worked / Quick);
        // A slice that waited for its turn, or for the database, is no reason to stand still.
        return rest < Shortest ? Task.CompletedTask : Pause(rest < Longest ? rest : Longest, ct);
    }

    // A wish, or what it brings, may be lost on the way or with the publisher; on a quiet lane no later slice would show the gap
    // again. So it is repeated until the row moves, and a lane that stays quiet asks once after a start and then now and then.
    private async Task Idle(CancellationToken ct)
    {
        var (mine, missing) = (_loop.Mine, _asked == _loop.Mine);
        // Blocked events become due while nothing arrives.
        if (await Arrival(missing || _loop.HasBlocked ? RetryEvery : _quiet, ct) || ct.IsCancellationRequested) return;
        if (!missing && _loop.HasBlocked && clock.GetElapsedTime(_lastAsked) < _quiet) return;
        if (!missing) _quiet = QuietLater;
        // Another process of this service may have the lane. The tables know how far it is, and what it misses it asks for itself:
        // a wish of ours would have everything sent again that it applied since we looked.
        await Read(_loop.Refresh);
        if (_loop.Mine != mine || _loop.IsFull) return;
        await Ask(mine);
        if (!missing) _asked = null;
    }

    private async Task Ask(Cursor from)
    {
        (_asked, _lastAsked) = (from, clock.GetTimestamp());
        await askResend(_lane, from);
    }

    private async Task Apply(List<Waiting> run, CancellationToken ct)
    {
        var (first, last) = (run[0].Slice, run[^1].Slice);
        var outcome = await InTurn(first with { To = last.To, Events = [.. run.SelectMany(w => w.Slice.Events)] }, ct);
        if (outcome.Resend is { } from) await Ask(from);
        // A gap again, too soon for another wish: it must not be forgotten.
        else if (outcome.Acknowledged && last.To > _loop.Mine) _asked = _loop.Mine;
        if (!outcome.Acknowledged)
        {
            // Too many events are blocked; the broker keeps what comes.
            await Pause(RetryEvery, ct);
            return;
        }
        foreach (var waiting in run)
        {
            _waiting.Remove(waiting);
            waiting.Done.TrySetResult();
        }
    }

    // A service that catches up with all shards of all publishers would otherwise use up its connections.
    private async Task<(bool Acknowledged, Cursor? Resend)> InTurn(Slice slice, CancellationToken ct)
    {
        await turns.WaitAsync(ct);
        try
        {
            return await _loop.Take(slice, ct);
        }
        finally
        {
            turns.Release();
        }
    }

    /// <summary>
    /// The slices that follow each other from the given one on. Applied together they cost one commit, and can be refused only together. Of
    /// large events no more than one slice may have: no relay of this server sends what is newer than the oldest open transaction.
    /// </summary>
    private List<Waiting> Run(Waiting first)
    {
        List<Waiting> run = [first];
        var (events, bytes) = (first.Slice.Events.Count, first.Slice.Events.Sum(e => e.Body.Length));
        foreach (var next in _waiting.Where(w => w.Slice.From > first.Slice.From).OrderBy(w => w.Slice.From))
        {
            if (next.Slice.From != run[^1].Slice.To || (events += next.Slice.Events.Count) > MaxTogether
                || (bytes += next.Slice.Events.Sum(e => e.Body.Length)) > RelayStep.MaxBytes) break;
            run.Add(next);
        }
        return run;
    }

    private void Collect()
    {
        while (_arrivals.Reader.TryRead(out var arrived))
            if (arrived is not null)
                _waiting.Add(arrived);
        // The channel they came on is gone; the broker delivers them again.
        _waiting.RemoveAll(w => w.Cancelled.IsCancellationRequested);
    }

    /// <summary>True when a slice arrived within the time, or an operator changed something.</summary>
    private async Task<bool> Arrival(TimeSpan patience, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        if (patience != Timeout.InfiniteTimeSpan) limit.CancelAfter(patience);
        try
        {
            return await _arrivals.Reader.WaitToReadAsync(limit.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return false;
        }
    }

    private async Task Pause(TimeSpan pause, CancellationToken ct)
    {
        using var timer = new PeriodicTimer(pause, clock);
        try
        {
            await timer.WaitForNextTickAsync(ct);
        }
        catch (OperationCanceledException)
        {
            // Stopping.
        }
    }

    [LoggerMessage(30, LogLevel.Error, "{Subscriber} cannot apply events of {Publisher}; the broker keeps them and it goes on by itself. {Error}")]
    private partial void LogOutage(string subscriber, string publisher, string error);

    [LoggerMessage(31, LogLevel.Warning, "{Subscriber} applies events of {Publisher} again.")]
    private partial void LogOver(string subscriber, string publisher);
}
