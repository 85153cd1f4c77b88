namespace PartyReport.Contracts.Directory.Http;

/// <summary>Disables an account or enables it again. Needs <c>If-Match</c>.</summary>
/// <param name="Enabled">False ends its sessions and keys at once.</param>
public sealed record SetAccountStateRequest(bool Enabled);
