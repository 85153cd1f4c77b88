using PartyReport.Eventing;

namespace PartyReport.Hosting;

/// <summary>The object of an action, as far as rules look at it. What is absent ties nobody to it.</summary>
public sealed record Target
{
    /// <summary>State of a directory in which there has never been an administrator.</summary>
    public const string WithoutAdministrator = "without-administrator";

    /// <summary>State of a directory that has had an administrator, but never a security administrator.</summary>
    public const string WithoutSecurityAdministrator = "without-security-administrator";

    /// <summary>An action that has no object.</summary>
    public static readonly Target None = new();

    /// <summary>Id of the object; null when there is none.</summary>
    public Guid? Id { get; init; }

    /// <summary>The object's unit and everything above it, the unit itself first.</summary>
    public IReadOnlyList<Guid> Lineage { get; init; } = [];

    /// <summary>Whose own it is.</summary>
    public Guid? Owner { get; init; }

    public IReadOnlyCollection<Guid> Authors { get; init; } = [];
    public IReadOnlyCollection<Guid> Deciders { get; init; } = [];

    /// <summary>People with a seat in the chain.</summary>
    public IReadOnlyCollection<Guid> Seats { get; init; } = [];

    public string? State { get; init; }

    /// <summary>An object of a unit.</summary>
    public static async Task<Target> Of(Session session, Guid id, Guid unit) =>
        new() { Id = id, Lineage = await OrganisationReplica.LineageOf(session, unit) };
}
