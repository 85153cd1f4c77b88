using System.Threading.Channels;
using Microsoft.Extensions.Logging.Abstractions;
using PartyReport.Contracts;

namespace PartyReport.Eventing.Tests;

/// <summary>Whoever sets a row back has the publisher asked to send again; a wish that is lost on the way is repeated by the lane itself.</summary>
public sealed class SetBackTests : IAsyncDisposable
{
    private static readonly Subscription Units = new("units", "reader", "writer", new HashSet<string> { "directory.unit-added" });

    // A lane that is quiet asks after 5 s, then every 30 s: long before the second of these.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly Channel<Cursor> _wishes = Channel.CreateUnbounded<Cursor>();
    private readonly CancellationTokenSource _stop = CancellationTokenSource.CreateLinkedTokenSource(Ct);
    private readonly SemaphoreSlim _turns = new(1);
    private readonly Folder _folder = new();
    private readonly EventLog _reader;
    private readonly Inbound _inbound;
    private readonly Task _running;

    public SetBackTests()
    {
        _reader = _folder.Open("reader");
        var handler = SubscriptionHandler.Each(Units, _reader, (_, _) => Task.FromResult(Reaction.None));
        _inbound = new Inbound(
            handler, 0, new Commits(handler, TimeProvider.System), _turns, TimeProvider.System, NullLogger.Instance,
            (_, from) => _wishes.Writer.WriteAsync(from).AsTask());
        _running = _inbound.Run(_stop.Token);
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Here_it_is_seen_at_once_however_long_the_lane_has_been_quiet_and_asked_for_until_the_row_moves()
    {
        await _inbound.Take(Sample.Slice(0, 1), Ct);
        (await Wish()).ShouldBe(Sample.At(1));

        await SetBack();
        _reader.NoteOperated();
        _inbound.Look();

        (await Wish()).ShouldBe(Cursor.Start);
        (await Wish()).ShouldBe(Cursor.Start);
    }

    [Fact]
    public async Task Elsewhere_it_is_seen_when_the_lane_looks_next_and_asked_for_until_the_row_moves()
    {
        await _inbound.Take(Sample.Slice(0, 1), Ct);

        await SetBack();

        (await Wish()).ShouldBe(Cursor.Start);
        (await Wish()).ShouldBe(Cursor.Start);
    }

    private Task<Cursor> Wish() => _wishes.Reader.ReadAsync(Ct).AsTask().WaitAsync(Patience, Ct);

    private Task<bool> SetBack() => _reader.Write(s => SubscriptionRows.SetBack(s, Units, 0, Cursor.Start), Ct);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        await _reader.DisposeAsync();
        _stop.Dispose();
        _turns.Dispose();
        _folder.Dispose();
    }
}
