namespace PartyReport.Contracts.Drafting.Http;

/// <summary>Opens a cycle.</summary>
/// <param name="Year">The year reported on, 1949–2999.</param>
/// <param name="Title">1–200 characters.</param>
/// <param name="Deadline">After it a submission counts as late.</param>
/// <param name="Template">Chapters that a report should have; may be empty.</param>
/// <param name="Chain">1–20 stages, in order.</param>
/// <param name="Units">1–10,000 units called to report, each below the committee that the opener's office acts for.</param>
public sealed record OpenCycleRequest(
    int Year, string Title, DateTimeOffset Deadline,
    IReadOnlyList<TemplateChapter> Template, IReadOnlyList<Stage> Chain, IReadOnlyList<Guid> Units);
