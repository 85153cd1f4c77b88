namespace PartyReport.Contracts.Directory;

/// <summary>A deputising got another last day. Stream: the deputising.</summary>
/// <param name="Deputy">The deputising.</param>
/// <param name="To">Last day, inclusive.</param>
[Event("directory.deputy-ended", Audited = true)]
public sealed record DeputyEnded(Guid Deputy, DateOnly To);
