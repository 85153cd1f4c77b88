namespace PartyReport.Contracts.Drafting;

/// <summary>Where a stage's reviewers are, seen from the reporting unit.</summary>
public static class StageRelations
{
    /// <summary>The reporting unit itself.</summary>
    public const string Own = "own";

    /// <summary>The nearest unit above that has a holder of the role.</summary>
    public const string Above = "above";

    /// <summary>The unit that the stage names.</summary>
    public const string Named = "named";

    /// <summary>All relations.</summary>
    public static readonly IReadOnlyList<string> All = [Own, Above, Named];
}
