using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.IdentityModel.JsonWebTokens;

namespace PartyReport.Hosting;

/// <summary>
/// What the gateway says of a person in a token, beside the registered claims (<c>iss</c>, <c>aud</c>, <c>sub</c> = the person, <c>iat</c>,
/// <c>nbf</c>, <c>exp</c>, <c>jti</c>). As told by the directory at most 60 s ago.
/// </summary>
/// <param name="Posts">Claim <c>posts</c>: posts held today; absent: none.</param>
/// <param name="Directory">
/// Claim <c>dir</c>: position in the directory's log of the newest event about a post of the person, <c>generation/xid/position@shard</c>;
/// absent: there is none. A service whose replica is behind it does not know these posts yet.
/// </param>
/// <param name="Session">Claim <c>sid</c>: id of the session; absent: none.</param>
public sealed record TokenClaims(IReadOnlyList<TokenPost> Posts, string? Directory, Guid? Session)
{
    /// <summary>Names of the claims.</summary>
    public const string PostsClaim = "posts", DirectoryClaim = "dir", SessionClaim = "sid";

    /// <summary>Nothing is claimed.</summary>
    public static readonly TokenClaims None = new([], null, null);

    /// <summary>What a believed token claims.</summary>
    public static TokenClaims Of(JsonWebToken token) => new(
        token.TryGetPayloadValue<JsonElement>(PostsClaim, out var posts) ? posts.Deserialize<List<TokenPost>>()! : [],
        token.TryGetPayloadValue<string>(DirectoryClaim, out var directory) ? directory : null,
        token.TryGetPayloadValue<string>(SessionClaim, out var session) && Guid.TryParseExact(session, "D", out var id) ? id : null);

    internal void AddTo(Dictionary<string, object> claims)
    {
        if (Posts is not []) claims[PostsClaim] = JsonSerializer.SerializeToElement(Posts);
        if (Directory is not null) claims[DirectoryClaim] = Directory;
        if (Session is { } session) claims[SessionClaim] = session.ToString("D");
    }
}

/// <summary>A post in a token, with short names because every request carries it.</summary>
/// <param name="Post">Id of the holding of the post.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="Role">What it entitles to.</param>
public sealed record TokenPost(
    [property: JsonPropertyName("p")] Guid Post, [property: JsonPropertyName("u")] Guid Unit, [property: JsonPropertyName("r")] string Role);
