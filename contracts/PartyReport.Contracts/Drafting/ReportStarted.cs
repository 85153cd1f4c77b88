namespace PartyReport.Contracts.Drafting;

/// <summary>A unit's report in a cycle exists, still without text. Stream: the report.</summary>
/// <param name="Report">Id of the report.</param>
/// <param name="Cycle">Its cycle.</param>
/// <param name="Unit">The unit that reports.</param>
/// <param name="Author">Person who started it.</param>
[Event("drafting.report-started", Audited = true)]
public sealed record ReportStarted(Guid Report, Guid Cycle, Guid Unit, Guid Author);
