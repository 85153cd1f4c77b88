namespace PartyReport.Contracts.Directory;

/// <summary>A person signed in. Stream: the session.</summary>
/// <param name="Session">Id of the session, not what the browser holds.</param>
/// <param name="Person">Who.</param>
/// <param name="Account">With which account; absent: a demo account, which has none.</param>
/// <param name="Issuer">Provider of sign-ins that knew the person; absent: none was asked.</param>
[Event("directory.session-opened", Audited = true)]
public sealed record SessionOpened(Guid Session, Guid Person, Guid? Account = null, string? Issuer = null);
