using System.Collections.Immutable;

namespace PartyReport.Eventing;

/// <summary>Something that happened to a subscription.</summary>
public abstract record Input
{
    private Input() { }

    /// <summary>A slice came in.</summary>
    public sealed record Arrived(Slice Slice, DateTimeOffset Now) : Input;

    /// <summary>The last <see cref="Act.Apply"/> or <see cref="Act.Block"/> is durable.</summary>
    public sealed record Done : Input;

    /// <summary>The last <see cref="Act.Apply"/> was rolled back because of its events.</summary>
    public sealed record Failed(string Error, DateTimeOffset Now) : Input;

    /// <summary>A blocked event, the first of its stream, is due.</summary>
    public sealed record Due(BlockedEvent Blocked) : Input;

    /// <summary>The last <see cref="Act.Retry"/> is durable; the event is no longer blocked.</summary>
    public sealed record Recovered(Guid Stream) : Input;

    /// <summary>The last <see cref="Act.Retry"/> was rolled back.</summary>
    public sealed record FailedAgain(BlockedEvent Blocked, string Error, DateTimeOffset Now) : Input;
}

/// <summary>Something that the loop must do, in order.</summary>
public abstract record Act
{
    private Act() { }

    /// <summary>Tell the transport that the slice is dealt with.</summary>
    public sealed record Acknowledge : Act;

    /// <summary>Do not take more: too many events are blocked. An operator must look.</summary>
    public sealed record Stop(int Blocked) : Act;

    /// <summary>Ask the publisher to send again from here.</summary>
    public sealed record AskResend(Cursor From) : Act;

    /// <summary>One transaction: all of these events, and <c>mine</c> from one cursor to the other.</summary>
    public sealed record Apply(IReadOnlyList<RecordedEvent> Events, Cursor From, Cursor To) : Act;

    /// <summary>One transaction: put the event aside and move on. No due time: it waits behind an earlier one of its stream.</summary>
    public sealed record Block(RecordedEvent Event, Cursor From, Cursor To, int Attempt, DateTimeOffset? DueAt, string? Error) : Act;

    /// <summary>One transaction: apply a blocked event and take it off the list.</summary>
    public sealed record Retry(BlockedEvent Blocked) : Act;

    /// <summary>Try again later.</summary>
    public sealed record Reschedule(BlockedEvent Blocked, int Attempt, DateTimeOffset DueAt, string Error) : Act;

    /// <summary>Give up until an operator resumes it; the stream waits, others go on.</summary>
    public sealed record Park(BlockedEvent Blocked, int Attempt, string Error) : Act;
}

/// <summary>
/// Every rule of a subscription, without clock, database or transport: the loop that runs it and the simulation that
/// tests it share this class.
/// </summary>
public static class Step
{
    public const int MaxBlocked = 10_000;
    public const int MaxAttempts = 10;
    private static readonly TimeSpan ResendPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5);

    public static (SubscriptionState State, IReadOnlyList<Act> Acts) Next(SubscriptionState state, Input input) => input switch
    {
        Input.Arrived arrived => Take(state, arrived.Slice, arrived.Now),
        Input.Done => Proceed(Advanced(state)),
        Input.Failed when state is { OneByOne: false, Todo.Count: > 1 } => Proceed(state with { OneByOne = true }),
        // Only the move itself failed; there is no event to blame, and the slice will come again.
        Input.Failed when state.Todo.IsEmpty => (state, []),
        Input.Failed failed => BlockFirst(state, attempt: 1, failed.Now + Pause(1), failed.Error),
        Input.Due due => (state, [new Act.Retry(due.Blocked)]),
        Input.Recovered recovered => (Unblocked(state, recovered.Stream), []),
        Input.FailedAgain again => (state, [Later(again)]),
        _ => throw new ArgumentOutOfRangeException(nameof(input), input, "Unknown input."),
    };

    private static (SubscriptionState, IReadOnlyList<Act>) Take(SubscriptionState state, Slice slice, DateTimeOffset now)
    {
        if (slice.To <= state.Mine) return (state, [new Act.Acknowledge()]);
        // A gap: what lies between was lost on the way or comes later; applying now would skip it for ever.
        if (slice.From > state.Mine)
            return now < state.NextResend
                ? (state, [new Act.Acknowledge()])
                : (state with { NextResend = now + ResendPause }, [new Act.AskResend(state.Mine), new Act.Acknowledge()]);
        if (state.BlockedEvents >= MaxBlocked) return (state, [new Act.Stop(state.BlockedEvents)]);

        var fresh = slice.Events.Where(e => e.Cursor > state.Mine).ToImmutableList();
        return Proceed(state with
        {
            Todo = fresh,
            To = slice.To,
            OneByOne = fresh.Exists(e => state.Blocked.ContainsKey(e.Stream)),
        });
    }

    private static (SubscriptionState, IReadOnlyList<Act>) Proceed(SubscriptionState state)
    {
        if (state.Todo.IsEmpty && state.Mine == state.To) return (state with { OneByOne = false }, [new Act.Acknowledge()]);
        if (!state.OneByOne) return (state, [new Act.Apply(state.Todo, state.Mine, state.To)]);

        var first = state.Todo[0];
        // An event behind a blocked one of its stream is not even tried: order within a stream is a promise.
        return state.Blocked.ContainsKey(first.Stream)
            ? BlockFirst(state, attempt: 0, dueAt: null, error: null)
            : (state, [new Act.Apply([first], state.Mine, EndOfFirst(state))]);
    }

    private static (SubscriptionState, IReadOnlyList<Act>) BlockFirst(
        SubscriptionState state, int attempt, DateTimeOffset? dueAt, string? error)
    {
        var first = state.Todo[0];
        var act = new Act.Block(first, state.Mine, EndOfFirst(state), attempt, dueAt, error);
        return (state with
        {
            OneByOne = true,
            Blocked = state.Blocked.SetItem(first.Stream, state.Blocked.GetValueOrDefault(first.Stream) + 1),
            BlockedEvents = state.BlockedEvents + 1,
        }, [act]);
    }

    private static SubscriptionState Advanced(SubscriptionState state) => state.OneByOne
        ? state with { Mine = EndOfFirst(state), Todo = state.Todo.RemoveAt(0) }
        : state with { Mine = state.To, Todo = [] };

    // The last event takes along what the slice covers beyond it.
    private static Cursor EndOfFirst(SubscriptionState state) => state.Todo.Count > 1 ? state.Todo[0].Cursor : state.To;

    private static SubscriptionState Unblocked(SubscriptionState state, Guid stream)
    {
        var left = state.Blocked.GetValueOrDefault(stream) - 1;
        // Another process put it aside, and this one has not read the row since.
        return left < 0 ? state : state with
        {
            Blocked = left == 0 ? state.Blocked.Remove(stream) : state.Blocked.SetItem(stream, left),
            BlockedEvents = state.BlockedEvents - 1,
        };
    }

    private static Act Later(Input.FailedAgain again)
    {
        var attempt = again.Blocked.Attempt + 1;
        return attempt >= MaxAttempts
            ? new Act.Park(again.Blocked, attempt, again.Error)
            : new Act.Reschedule(again.Blocked, attempt, again.Now + Pause(attempt), again.Error);
    }

    /// <summary>1 s, 2 s, 4 s, … and never longer than five minutes.</summary>
    private static TimeSpan Pause(int attempt) =>
        TimeSpan.FromSeconds(Math.Min(LongestPause.TotalSeconds, Math.Pow(2, attempt - 1)));
}
