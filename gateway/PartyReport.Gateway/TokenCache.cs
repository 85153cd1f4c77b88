using System.Security.Claims;

namespace PartyReport.Gateway;

/// <summary>Tokens for whoever has a session, kept with it.</summary>
internal sealed class TokenCache(SessionBook book)
{
    /// <summary>A token good for one service; null: there is no session any more. Throws <see cref="SessionsAwayException"/>.</summary>
    public ValueTask<string?> For(ClaimsPrincipal person, string service) =>
        SessionIdentity.Of(person) is { } session ? book.Token(session, service) : ValueTask.FromResult<string?>(null);
}
