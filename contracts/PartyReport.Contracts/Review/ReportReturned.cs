namespace PartyReport.Contracts.Review;

/// <summary>The chain gave the report back to its authors. Stream: the report, after the decision that did it.</summary>
/// <param name="Report">The report.</param>
/// <param name="Authors">Who must act now.</param>
/// <param name="Round">Round that ended.</param>
/// <param name="Stage">Stage that returned it.</param>
/// <param name="Name">Name of that stage.</param>
/// <param name="Revision">Revision that was returned.</param>
/// <param name="Hash">Its hash.</param>
/// <param name="Opinion">Hash of the opinion that says why; its text is in the decision before.</param>
[Event("review.report-returned", Audited = true)]
public sealed record ReportReturned(
    Guid Report, IReadOnlyList<Guid> Authors, int Round, int Stage, string Name, int Revision, string Hash, string Opinion);
