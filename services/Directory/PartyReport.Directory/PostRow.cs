using PartyReport.Contracts.Directory.Http;

namespace PartyReport.Directory;

/// <summary>A row of the table <c>post</c>.</summary>
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

    public PostView ToView() => new(Id, Person, Unit, Role, Title, From, To, Version);
}
