namespace PartyReport.Contracts.Drafting.Http;

/// <summary>A report without its text.</summary>
/// <param name="State"><c>draft</c>, <c>in-review</c> or <c>approved</c>.</param>
/// <param name="Revision">Newest revision; 0 before the first text.</param>
/// <param name="Hash">Its hash; absent before the first text.</param>
/// <param name="MayWrite">Whether whoever asks holds a post that writes it; it can be changed only while it is a draft.</param>
public sealed record ReportView(
    Guid Id, Guid Cycle, Guid Unit, IReadOnlyList<Guid> Authors, string State, int Revision, string? Hash, bool MayWrite = false);
