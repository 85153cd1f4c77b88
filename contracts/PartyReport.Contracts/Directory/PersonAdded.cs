namespace PartyReport.Contracts.Directory;

/// <summary>A person is known. The name stays in the directory. Stream: the person.</summary>
[Event("directory.person-added", Audited = true)]
public sealed record PersonAdded(Guid Person);
