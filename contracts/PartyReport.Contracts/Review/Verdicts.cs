namespace PartyReport.Contracts.Review;

/// <summary>What a decision says.</summary>
public static class Verdicts
{
    /// <summary>通过</summary>
    public const string Approve = "approve";

    /// <summary>退回</summary>
    public const string Return = "return";
}
