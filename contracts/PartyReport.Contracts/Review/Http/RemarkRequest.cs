namespace PartyReport.Contracts.Review.Http;

/// <summary>A remark on a section.</summary>
/// <param name="Section">Block id of a chapter or section.</param>
/// <param name="Text">1–20,000 characters.</param>
public sealed record RemarkRequest(Guid Section, string Text);
