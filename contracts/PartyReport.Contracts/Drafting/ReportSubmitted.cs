namespace PartyReport.Contracts.Drafting;

/// <summary>A revision was handed to the chain of the cycle. Stream: the report.</summary>
/// <param name="Report">The report.</param>
/// <param name="Cycle">Its cycle, which names the chain.</param>
/// <param name="Unit">The unit that reports.</param>
/// <param name="Authors">Everybody who wrote in it or submitted it; none of them may approve it.</param>
/// <param name="Revision">Submitted revision.</param>
/// <param name="Hash">Its hash; decisions are bound to it.</param>
/// <param name="Sections">Blocks that remarks may name: its chapters and sections.</param>
/// <param name="Late">True when the deadline had passed.</param>
[Event("drafting.report-submitted", Audited = true)]
public sealed record ReportSubmitted(
    Guid Report, Guid Cycle, Guid Unit, IReadOnlyList<Guid> Authors, int Revision, string Hash,
    IReadOnlyList<Guid> Sections, bool Late);
