namespace PartyReport.Hosting;

/// <summary>Endpoint metadata: the service that an endpoint belongs to.</summary>
public sealed record ModuleName(string Name);
