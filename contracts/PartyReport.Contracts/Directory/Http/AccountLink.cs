namespace PartyReport.Contracts.Directory.Http;

/// <summary>Who an account belongs to at a provider of sign-ins.</summary>
public sealed record AccountLink(string Issuer, string Subject);
