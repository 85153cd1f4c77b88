namespace PartyReport.Contracts.Directory.Http;

/// <summary>An account.</summary>
/// <param name="Id">The account.</param>
/// <param name="Person">Whose it is.</param>
/// <param name="Name">Sign-in name; empty where a change that was made already is asked for again, the id when the person is erased.</param>
/// <param name="State"><c>initial</c> (its password must be changed first), <c>enabled</c> or <c>disabled</c>.</param>
/// <param name="SecondFactor">Whether a code is asked for.</param>
/// <param name="SignedInAt">Last sign-in; absent: never.</param>
/// <param name="Version">Number in the ETag.</param>
/// <param name="InitialPassword">Only in the first answer to opening or resetting it; nobody can read it again.</param>
/// <param name="Link">Subject of the provider of sign-ins that it belongs to; absent: it is not linked, or a change that was made already is asked for again.</param>
public sealed record AccountView(
    Guid Id, Guid Person, string Name, string State, bool SecondFactor, DateTimeOffset? SignedInAt, int Version, string? InitialPassword = null,
    AccountLink? Link = null);
