namespace PartyReport.Contracts.Drafting.Http;

/// <summary>A cycle.</summary>
public sealed record CycleView(
    Guid Id, int Year, string Title, Guid Opener, DateTimeOffset Deadline,
    IReadOnlyList<TemplateChapter> Template, IReadOnlyList<Stage> Chain, IReadOnlyList<Guid> Units);
