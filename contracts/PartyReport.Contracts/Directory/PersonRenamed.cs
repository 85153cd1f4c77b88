namespace PartyReport.Contracts.Directory;

/// <summary>A person has another name, which stays in the directory. Stream: the person.</summary>
[Event("directory.person-renamed", Audited = true)]
public sealed record PersonRenamed(Guid Person);
