namespace PartyReport.Contracts.Drafting.Http;

/// <summary>A block with its text.</summary>
/// <param name="Text">Exact text, indents and line ends included; the texts of a revision joined in order are the report.</param>
public sealed record BlockView(Guid Id, Guid? Parent, string Kind, string Sha256, string Text);
