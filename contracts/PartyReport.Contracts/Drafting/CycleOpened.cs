namespace PartyReport.Contracts.Drafting;

/// <summary>A year's exercise began. Stream: the cycle.</summary>
/// <param name="Cycle">Id of the cycle.</param>
/// <param name="Year">The year reported on, which need not be the calendar year of the work.</param>
/// <param name="Title">Title of the exercise.</param>
/// <param name="Opener">Person who opened it; told when a stage has nobody to review.</param>
/// <param name="Deadline">After it a submission counts as late; it is still accepted.</param>
/// <param name="Template">Chapters that a report should have, in order.</param>
/// <param name="Chain">Stages, in order; at least one.</param>
/// <param name="Units">Units called to report; 1–10,000.</param>
[Event("drafting.cycle-opened", Audited = true)]
public sealed record CycleOpened(
    Guid Cycle, int Year, string Title, Guid Opener, DateTimeOffset Deadline,
    IReadOnlyList<TemplateChapter> Template, IReadOnlyList<Stage> Chain, IReadOnlyList<Guid> Units);
