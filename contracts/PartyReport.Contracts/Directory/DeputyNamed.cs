namespace PartyReport.Contracts.Directory;

/// <summary>A post acts for another one for some time. Stream: the deputising.</summary>
/// <param name="Deputy">Id of this deputising.</param>
/// <param name="Post">Post that is acted for.</param>
/// <param name="Acting">Post whose holder acts.</param>
/// <param name="From">First day.</param>
/// <param name="To">Last day, inclusive.</param>
[Event("directory.deputy-named", Audited = true)]
public sealed record DeputyNamed(Guid Deputy, Guid Post, Guid Acting, DateOnly From, DateOnly To);
