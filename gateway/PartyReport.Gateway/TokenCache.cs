using System.Collections.Concurrent;
using PartyReport.Hosting;

namespace PartyReport.Gateway;

/// <summary>Tokens by person and service, signed anew before they are half used up: a signature costs more than a look-up.</summary>
internal sealed class TokenCache(TokenMint mint, TimeProvider clock)
{
    private const int MostKept = 50_000;
    private readonly ConcurrentDictionary<(Guid Person, string Audience), (string Token, DateTimeOffset Until)> _kept = new();

    public string For(Guid person, string audience)
    {
        var now = clock.GetUtcNow();
        if (_kept.TryGetValue((person, audience), out var kept) && now < kept.Until) return kept.Token;
        // Bounded by forgetting everything: what is needed comes back with the next request.
        if (_kept.Count >= MostKept) _kept.Clear();
        var token = mint.For(person, audience);
        _kept[(person, audience)] = (token, now + TokenMint.Life / 2);
        return token;
    }
}
