namespace PartyReport.Hosting;

/// <summary>Endpoint metadata: the service that an endpoint belongs to.</summary>
internal sealed record ModuleName(string Name);
