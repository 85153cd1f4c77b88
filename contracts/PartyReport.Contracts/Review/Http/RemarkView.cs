namespace PartyReport.Contracts.Review.Http;

/// <summary>A remark with its text.</summary>
public sealed record RemarkView(Guid Section, string Text);
