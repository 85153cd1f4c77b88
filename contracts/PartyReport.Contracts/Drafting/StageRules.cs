namespace PartyReport.Contracts.Drafting;

/// <summary>How many reviewers of a stage must decide.</summary>
public static class StageRules
{
    /// <summary>或签: the first decision counts.</summary>
    public const string Any = "any";

    /// <summary>Rules in force today; all, in turn and vote come with their use.</summary>
    public static readonly IReadOnlyList<string> All = [Any];
}
