namespace PartyReport.Contracts.Directory;

/// <summary>Signing in takes a code of the holder's device as well. Stream: the account.</summary>
[Event("directory.second-factor-added", Audited = true)]
public sealed record SecondFactorAdded(Guid Account);
