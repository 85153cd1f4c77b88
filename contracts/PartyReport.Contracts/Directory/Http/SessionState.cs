namespace PartyReport.Contracts.Directory.Http;

/// <summary>A session that may be used, and what its person may claim to be.</summary>
/// <param name="Id">Id of the session.</param>
/// <param name="Person">Who.</param>
/// <param name="Account">With which account; absent: a demo account.</param>
/// <param name="MustChangePassword">Nothing else may be done before.</param>
/// <param name="Scopes">What a key of another system may do; absent: the session of a person.</param>
/// <param name="SeenAt">Last known use.</param>
/// <param name="EndsAt">When it ends by itself.</param>
/// <param name="IdleSeconds">How long it may be unused; absent: as long as it lives.</param>
/// <param name="Posts">Posts that the person holds today.</param>
/// <param name="Directory">
/// Position in the directory's log of the newest event about a post of the person, <c>generation/xid/position@shard</c>; absent: none.
/// </param>
public sealed record SessionState(
    Guid Id, Guid Person, Guid? Account, bool MustChangePassword, IReadOnlyList<string>? Scopes, DateTimeOffset SeenAt, DateTimeOffset EndsAt,
    int? IdleSeconds, IReadOnlyList<SessionPost> Posts, string? Directory);

/// <summary>A post held today.</summary>
public sealed record SessionPost(Guid Post, Guid Unit, string Role);
