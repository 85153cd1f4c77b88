namespace PartyReport.Contracts.Archive;

/// <summary>An approved report was closed and numbered. Stream: the report.</summary>
/// <param name="Report">The report.</param>
/// <param name="Cycle">Its cycle.</param>
/// <param name="Unit">The unit that reported.</param>
/// <param name="Authors">Everybody who wrote in it.</param>
/// <param name="Number">Running number in this archive, from 1, without gaps.</param>
/// <param name="Revision">Filed revision.</param>
/// <param name="Hash">Its hash.</param>
[Event("archive.report-filed", Audited = true)]
public sealed record ReportFiled(
    Guid Report, Guid Cycle, Guid Unit, IReadOnlyList<Guid> Authors, long Number, int Revision, string Hash);
