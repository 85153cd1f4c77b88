using System.Collections.Immutable;

namespace PartyReport.Eventing.Tests;

/// <summary>States, events and slices of a log whose generation is 1.</summary>
internal static class Sample
{
    public static readonly DateTimeOffset Now = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    public static Cursor At(long position) => position == 0 ? Cursor.Start : new(1, 0, position);

    public static Guid Stream(int number) => new(number, 0, 0, new byte[8]);

    public static RecordedEvent Event(int position, int stream) => new()
    {
        Generation = 1, Position = position, Stream = Stream(stream), Version = position, Type = "t",
    };

    /// <summary>What an event becomes when it is written.</summary>
    public static RecordedEvent Recorded(int position, NewEvent written) => new()
    {
        Generation = 1, Position = position, Stream = written.Stream, Version = written.Version, Type = written.Type,
        SchemaVersion = written.SchemaVersion, Body = written.Body, Headers = written.Headers, OccurredAt = written.OccurredAt,
    };

    public static Slice Slice(int from, int to, params RecordedEvent[] events) => new("p", 0, At(from), At(to), events);

    public static Input.Arrived Arrived(int from, int to, params RecordedEvent[] events) => new(Slice(from, to, events), Now);

    public static SubscriptionState State(int mine, params (int Stream, int Events)[] blocked) =>
        new(At(mine), blocked.ToImmutableDictionary(b => Stream(b.Stream), b => b.Events)) { To = At(mine) };

    public static SubscriptionState After(this SubscriptionState state, params Input[] inputs) =>
        inputs.Aggregate(state, (s, input) => Step.Next(s, input).State);
}
