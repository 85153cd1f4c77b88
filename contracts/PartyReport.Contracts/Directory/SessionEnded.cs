namespace PartyReport.Contracts.Directory;

/// <summary>A person signed out. Sessions that end with their account or by themselves have no such event. Stream: the session.</summary>
[Event("directory.session-ended", Audited = true)]
public sealed record SessionEnded(Guid Session, Guid Person);
