namespace PartyReport.Contracts.Review.Http;

/// <summary>Decides the open stage of a report.</summary>
/// <param name="Stage">Open stage as the reviewer saw it, from 1: a click repeated after the stage moved on must not decide the next one.</param>
/// <param name="Revision">Revision that the reviewer read.</param>
/// <param name="Hash">Its hash, as shown to the reviewer.</param>
/// <param name="Verdict">One of <see cref="Verdicts"/>.</param>
/// <param name="Opinion">Up to 20,000 characters; required for a return.</param>
/// <param name="Remarks">Up to 200 remarks on sections of this revision.</param>
public sealed record DecideRequest(
    int Stage, int Revision, string Hash, string Verdict, string? Opinion = null, IReadOnlyList<RemarkRequest>? Remarks = null);
