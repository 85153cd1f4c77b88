namespace PartyReport.Contracts.Directory.Http;

/// <summary>A person with the posts held on the day asked about.</summary>
public sealed record PersonView(Guid Id, string Name, IReadOnlyList<PostView> Posts);
