namespace PartyReport.Contracts.Drafting;

/// <summary>A chapter that this year's rules ask for.</summary>
/// <param name="Title">Title as the office writes it, for example 存在的问题.</param>
/// <param name="Keywords">A chapter whose heading holds any of these words counts as this one.</param>
public sealed record TemplateChapter(string Title, IReadOnlyList<string> Keywords);
