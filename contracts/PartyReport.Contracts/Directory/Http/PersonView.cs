namespace PartyReport.Contracts.Directory.Http;

/// <summary>A person with the posts held on the day asked about.</summary>
/// <param name="Name">Empty when it is erased, and where a change that was made already is asked for again.</param>
public sealed record PersonView(Guid Id, string Name, IReadOnlyList<PostView> Posts);
