namespace PartyReport.Contracts.Drafting.Http;

/// <summary>Starts a unit's report in a cycle.</summary>
public sealed record StartReportRequest(Guid Cycle, Guid Unit);
