namespace PartyReport.Contracts.Directory.Http;

/// <summary>One holding of a post.</summary>
/// <param name="Version">Number in the post's ETag.</param>
public sealed record PostView(Guid Id, Guid Person, Guid Unit, string Role, string Title, DateOnly From, DateOnly? To, int Version);
