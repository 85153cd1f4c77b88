using Microsoft.Extensions.Logging.Abstractions;
using PartyReport.Contracts;
using PartyReport.Contracts.Directory;

namespace PartyReport.Eventing.Tests;

/// <summary>A lane rests after a part of something large, so that an import takes no processor from those who wait for an answer.</summary>
public sealed class RestTests : IAsyncDisposable
{
    private static readonly Subscription Units = new("units", "reader", "writer", new HashSet<string> { "directory.unit-added" });
    private readonly Folder _folder = new();
    private readonly PauselessClock _clock = new();
    private readonly EventLog _reader;

    public RestTests() => _reader = _folder.Open("reader", _clock);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(100, 0, 70, 400)]
    [InlineData(25, 0, 70, 25)]
    [InlineData(1_000, 0, 70, 2_000)]
    [InlineData(100, 59, 70, 400)]
    [InlineData(100, 61, 70, null)]
    [InlineData(2, 0, 70, null)]
    [InlineData(1_000, 0, 60, null)]
    public async Task The_longer_a_large_slice_took_the_longer_is_the_rest_unless_it_is_late(int tookMs, int agedSeconds, int kibibytes, int? restMs)
    {
        var handler = SubscriptionHandler.Each(Units, _reader, (_, delivery) =>
        {
            if (delivery.Event.Position == 1) _clock.Pass(TimeSpan.FromMilliseconds(tookMs));
            return Task.FromResult(Reaction.None);
        });
        using var turns = new SemaphoreSlim(1);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var inbound = new Inbound(handler, 0, new Commits(handler, _clock), turns, _clock, NullLogger.Instance, (_, _) => Task.CompletedTask);
        var running = inbound.Run(stop.Token);

        await inbound.Take(Sample.Slice(0, 1, Event(1, kibibytes * 1024) with { OccurredAt = Sample.Now.AddSeconds(-agedSeconds) }), Ct);
        await inbound.Take(Sample.Slice(1, 2, Event(2, 0)), Ct);

        await stop.CancelAsync();
        await running;
        _clock.Pauses.ShouldBe(restMs is { } rest ? [TimeSpan.FromMilliseconds(rest)] : []);
    }

    private RecordedEvent Event(int position, int bytes) => Sample.Recorded(position, _reader.Types.Write(
        Sample.Stream(position), 1, new UnitAdded(Sample.Stream(position), "U", new string('u', bytes), UnitKinds.Group), new EventHeaders("a", "k", []), Sample.Now));

    public async ValueTask DisposeAsync()
    {
        await _reader.DisposeAsync();
        _folder.Dispose();
    }

    /// <summary>Every pause is over at once; it is noted how long it was meant to be.</summary>
    private sealed class PauselessClock : TimeProvider
    {
        private TimeSpan _passed;

        public List<TimeSpan> Pauses { get; } = [];

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public void Pass(TimeSpan time) => _passed += time;

        public override DateTimeOffset GetUtcNow() => Sample.Now;

        public override long GetTimestamp() => _passed.Ticks;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Pauses.Add(dueTime);
            ThreadPool.QueueUserWorkItem(_ => callback(state));
            return new Over();
        }

        private sealed class Over : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => true;

            public void Dispose()
            {
            }

            public ValueTask DisposeAsync() => ValueTask.CompletedTask;
        }
    }
}
