namespace PartyReport.Contracts.Drafting.Http;

/// <summary>Cycles, newest first, at most 200, and what whoever asks may open.</summary>
/// <param name="CallsBelow">Units below which whoever asks may call others to report; empty: they open no cycle.</param>
public sealed record CyclesView(IReadOnlyList<CycleSummary> Cycles, IReadOnlyList<Guid> CallsBelow);
