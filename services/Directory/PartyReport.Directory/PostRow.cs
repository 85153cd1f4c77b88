using PartyReport.Contracts.Directory.Http;

namespace PartyReport.Directory;

/// <summary>A row of the view <c>post</c>.</summary>
internal sealed record PostRow
{
    public Guid Id { get; init; }
    public Guid Person { get; init; }
    public Guid Unit { get; init; }
    public string Role { get; init; } = "";
    public string Title { get; init; } = "";
    public DateOnly From { get; init; }
    public DateOnly? To { get; init; }
    public int Version { get; init; }
    public int Imported { get; init; }

    /// <summary>How many events stand in the post's own stream.</summary>
    public int Recorded => Version - Imported;

    public PostView ToView() => new(Id, Person, Unit, Role, Title, From, To, Version);
}
