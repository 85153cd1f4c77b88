namespace PartyReport.Eventing;

/// <summary>
/// What a handler wants of one event: first its own new events, then changes of its read model. A handler only reads;
/// the loop inserts the events of a whole slice first and runs the effects after, in one transaction. So a handler sees
/// nothing of the other events of its slice: what counts or numbers belongs into the effects or under a unique key, and
/// a clash makes the slice go event by event.
/// </summary>
public sealed record Reaction(IReadOnlyList<NewEvent> Events, Func<Session, Task> Effects)
{
    /// <summary>Nothing to do.</summary>
    public static readonly Reaction None = new([], _ => Task.CompletedTask);

    /// <summary>Only effects.</summary>
    public static Reaction Only(Func<Session, Task> effects) => new([], effects);
}
