namespace PartyReport.Contracts.Directory.Http;

/// <summary>A secretary of a unit on the way up to the root, or who acts for one.</summary>
/// <param name="Unit">The unit that the post leads.</param>
/// <param name="Post">Post that is held.</param>
/// <param name="Person">Who holds it.</param>
/// <param name="Title">Title of the post.</param>
/// <param name="Height">0 for the lowest unit of the chain.</param>
/// <param name="ActingFor">Post of the secretary who is acted for; absent: this is the secretary.</param>
public sealed record LeaderView(Guid Unit, Guid Post, Guid Person, string Title, int Height, Guid? ActingFor = null);

/// <summary>A post that a unit must have filled, and nobody holds.</summary>
public sealed record VacancyView(Guid Unit, string Code, string Name, string Role);
