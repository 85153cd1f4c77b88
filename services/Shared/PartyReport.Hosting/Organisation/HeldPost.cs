namespace PartyReport.Hosting;

/// <summary>A post that a person holds on the day asked about.</summary>
public sealed record HeldPost
{
    public Guid Id { get; init; }
    public Guid Person { get; init; }
    public Guid Unit { get; init; }
    public string Role { get; init; } = "";
}
