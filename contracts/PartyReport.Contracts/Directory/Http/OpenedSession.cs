namespace PartyReport.Contracts.Directory.Http;

/// <summary>A session that was opened.</summary>
/// <param name="Secret">What the browser keeps. Nobody else does.</param>
/// <param name="MustChangePassword">The password is an initial one: nothing else may be done before it is changed.</param>
public sealed record OpenedSession(string Secret, bool MustChangePassword);
