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
    public static readonly Reaction None = Rows();

    /// <summary>Effects that are only statements; null when they are more. Those of several events travel together.</summary>
    public IReadOnlyList<Statement>? Statements { get; private init; }

    /// <summary>Only effects.</summary>
    public static Reaction Only(Func<Session, Task> effects) => new([], effects);

    /// <summary>Only statements, run in their order: one round trip for all events of a slice.</summary>
    public static Reaction Rows(params IReadOnlyList<Statement> statements) =>
        new([], session => session.Execute(statements)) { Statements = statements };
}
