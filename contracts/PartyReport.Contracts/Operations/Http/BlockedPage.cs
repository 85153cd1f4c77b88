namespace PartyReport.Contracts.Operations.Http;

/// <summary>Blocked events, in the order of their subscriptions and cursors.</summary>
/// <param name="Events">The page.</param>
/// <param name="Next">To be sent as <c>after</c> for the next page; absent: this is the last.</param>
public sealed record BlockedPage(IReadOnlyList<BlockedEventView> Events, string? Next = null);
