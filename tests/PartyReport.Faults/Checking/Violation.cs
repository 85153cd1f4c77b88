namespace PartyReport.Faults;

/// <summary>How an invariant is broken.</summary>
internal enum Harm
{
    /// <summary>Something that was promised is not there.</summary>
    Lost,

    /// <summary>Something is there that nobody asked for, or not as it must be.</summary>
    Unexpected,

    /// <summary>Something happened twice.</summary>
    Doubled,
}

/// <summary>One broken promise.</summary>
internal sealed record Violation(string Invariant, Harm Harm, string What);
