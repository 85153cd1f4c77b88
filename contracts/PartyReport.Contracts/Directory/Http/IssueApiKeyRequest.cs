namespace PartyReport.Contracts.Directory.Http;

/// <summary>Lets another system act through an account.</summary>
/// <param name="Name">What the system is called, 1–100 characters.</param>
/// <param name="Scopes">1–20, each a service and <c>.read</c> or <c>.write</c>: <c>drafting.read</c>. Writing does not include reading.</param>
/// <param name="Days">How long it is good, 1–366 days.</param>
public sealed record IssueApiKeyRequest(string Name, IReadOnlyList<string> Scopes, int Days);
