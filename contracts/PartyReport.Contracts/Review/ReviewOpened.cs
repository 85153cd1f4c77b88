namespace PartyReport.Contracts.Review;

/// <summary>A submission entered the chain. Stream: the report.</summary>
/// <param name="Report">The report.</param>
/// <param name="Cycle">Its cycle.</param>
/// <param name="Unit">The unit that reports.</param>
/// <param name="Authors">Everybody who wrote in it.</param>
/// <param name="Round">1 for the first submission, 2 after the first return, …</param>
/// <param name="Revision">Revision under review.</param>
/// <param name="Hash">Its hash.</param>
/// <param name="Sections">Blocks that remarks may name.</param>
[Event("review.review-opened", Audited = true)]
public sealed record ReviewOpened(
    Guid Report, Guid Cycle, Guid Unit, IReadOnlyList<Guid> Authors, int Round, int Revision, string Hash, IReadOnlyList<Guid> Sections);
