namespace PartyReport.Contracts.Directory.Http;

/// <summary>One holding of a post, with the names of its person and its unit.</summary>
public sealed record NamedPost(
    Guid Post, Guid Person, string Name, Guid Unit, string UnitName, string Role, string Title, DateOnly From, DateOnly? To);
