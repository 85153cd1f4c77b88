using PartyReport.Hosting;

namespace PartyReport.Drafting.Reports;

/// <summary>Refusals that several use cases of a report share.</summary>
internal static class Refusals
{
    public static readonly Refusal Unknown = Refusal.NotFound("report.unknown", "There is no such report.");

    public static readonly Refusal NotYours = Refusal.Forbidden(
        "report.not-yours", "Only the unit itself and those who look after it read this report.");

    public static readonly Refusal NotAnAuthor = Refusal.Forbidden(
        "report.not-an-author", "Only the unit's secretary and helpers write its report.");

    public static Refusal NotADraft(Report report) => Refusal.Conflict(
        "report.not-a-draft", $"The report is {report.StateName}; it can be changed only while it is a draft.");

    public static Refusal Moved(int revision) => Refusal.Conflict(
        "report.revision-moved", $"The report is at revision {revision}. Read it again before you go on.");
}
