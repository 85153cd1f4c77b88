using PartyReport.Contracts.Directory.Http;

namespace PartyReport.Directory.Posts;

/// <summary>A row of the table <c>deputy</c>.</summary>
internal sealed record DeputyRow
{
    public const string Columns = "id, post, acting, first_day as \"from\", last_day as \"to\", version";

    public Guid Id { get; init; }
    public Guid Post { get; init; }
    public Guid Acting { get; init; }
    public DateOnly From { get; init; }
    public DateOnly To { get; init; }
    public int Version { get; init; }

    public DeputyView ToView() => new(Id, Post, Acting, From, To, Version);
}
