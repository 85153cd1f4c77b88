namespace PartyReport.Contracts.Directory;

/// <summary>A person's name was destroyed; the id stays. Stream: the person.</summary>
[Event("directory.person-erased", Audited = true)]
public sealed record PersonErased(Guid Person);
