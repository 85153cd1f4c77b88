namespace PartyReport.Hosting;

/// <summary>Result of a pure decision: events to record, or a refusal, or nothing because it is done already.</summary>
public sealed record Outcome
{
    /// <summary>The wish is fulfilled already; a repeated click is answered like the first.</summary>
    public static readonly Outcome NothingToDo = new();

    /// <summary>What happened; empty when refused or done already.</summary>
    public IReadOnlyList<object> Events { get; private init; } = [];

    /// <summary>Why not; null when allowed.</summary>
    public Refusal? Refusal { get; private init; }

    /// <summary>Records these events, in order.</summary>
    public static Outcome Of(params IReadOnlyList<object> events) => new() { Events = events };

    public static implicit operator Outcome(Refusal refusal) => new() { Refusal = refusal };
}
