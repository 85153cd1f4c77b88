namespace PartyReport.Contracts.Directory.Http;

/// <summary>Gives an account to a subject of a provider of sign-ins. Needs <c>If-Match</c>.</summary>
/// <param name="Issuer">The provider, exactly as its metadata name it, for example <c>https://login.example.gov.cn</c>.</param>
/// <param name="Subject">Value of the claim that the gateway is set to, exactly; 1–255 characters.</param>
public sealed record LinkAccountRequest(string Issuer, string Subject);
