namespace PartyReport.Contracts.Drafting;

/// <summary>A save made a revision. Stream: the report.</summary>
/// <param name="Report">The report.</param>
/// <param name="Cycle">Its cycle.</param>
/// <param name="Author">Person who saved.</param>
/// <param name="Revision">Number of the revision, from 1, without gaps.</param>
/// <param name="Hash">Revision hash, see <see cref="Drafting.Manifest"/>.</param>
/// <param name="Manifest">All blocks of the revision, in order.</param>
/// <param name="NewBlocks">Texts that no earlier revision of this report holds; the others are known by hash.</param>
/// <param name="Origin">What made it: <c>import</c> or <c>edit</c>.</param>
/// <param name="Encoding">Encoding of the imported file; absent for an edit.</param>
[Event("drafting.report-revised", Audited = true)]
public sealed record ReportRevised(
    Guid Report, Guid Cycle, Guid Author, int Revision, string Hash,
    IReadOnlyList<ManifestEntry> Manifest, IReadOnlyList<Content> NewBlocks, string Origin, string? Encoding = null);
