namespace PartyReport.AllInOne.Demo;

/// <summary>What a finished run reports.</summary>
/// <param name="Leaves">Size of the checkpoint that sealed the run.</param>
/// <param name="Root">Its root hash, base64.</param>
internal sealed record ScenarioResult(Guid Report, int Revisions, int Decisions, int Notices, long Leaves, string Root, long ArchiveNumber);
