using PartyReport.Contracts;

namespace PartyReport.Drafting.Reports;

/// <summary>What review returned was taken up: the report can be edited again. Nobody else needs to know.</summary>
[Event("drafting.report-reopened")]
internal sealed record ReportReopened(Guid Report, int Revision, Cause Return);

/// <summary>The approval was taken up: the report is closed for edits for good. Nobody else needs to know.</summary>
[Event("drafting.report-settled")]
internal sealed record ReportSettled(Guid Report, int Revision, Cause Approval);
