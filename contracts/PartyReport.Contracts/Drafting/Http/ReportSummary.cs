namespace PartyReport.Contracts.Drafting.Http;

/// <summary>One report in a list, with its cycle.</summary>
/// <param name="State"><c>draft</c>, <c>in-review</c> or <c>approved</c>.</param>
/// <param name="Revision">Newest revision; 0 before the first text.</param>
/// <param name="SavedAt">When the newest revision was saved; absent before the first text.</param>
/// <param name="MayWrite">Whether whoever asks holds a post that writes it; it can be changed only while it is a draft.</param>
public sealed record ReportSummary(
    Guid Id, Guid Cycle, Guid Unit, string State, int Revision, DateTimeOffset? SavedAt, int Year, string Title, DateTimeOffset Deadline,
    bool MayWrite = false);
