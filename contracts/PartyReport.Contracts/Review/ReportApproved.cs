namespace PartyReport.Contracts.Review;

/// <summary>Every stage of the chain approved the same revision. Stream: the report.</summary>
/// <param name="Report">The report.</param>
/// <param name="Cycle">Its cycle.</param>
/// <param name="Unit">The unit that reports.</param>
/// <param name="Authors">Everybody who wrote in it.</param>
/// <param name="Round">Round that ended.</param>
/// <param name="Revision">Approved revision.</param>
/// <param name="Hash">Its hash.</param>
[Event("review.report-approved", Audited = true)]
public sealed record ReportApproved(
    Guid Report, Guid Cycle, Guid Unit, IReadOnlyList<Guid> Authors, int Round, int Revision, string Hash);
