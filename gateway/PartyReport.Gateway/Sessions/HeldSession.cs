using System.Collections.Concurrent;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using PartyReport.Contracts.Directory.Http;
using PartyReport.Hosting;

namespace PartyReport.Gateway;

/// <summary>A session in this process: what the directory said of it, when it was used, the tokens made for it.</summary>
internal sealed class HeldSession(SessionHash hash) : IDisposable
{
    /// <summary>Open streams of one session, in this process: a browser with that many windows.</summary>
    public const int MostStreams = 8;

    private readonly ConcurrentDictionary<string, (string Token, DateTimeOffset Until)> _tokens = new();
    private readonly CancellationTokenSource _ended = new();
    private volatile Known? _known;
    private long _usedAt, _toldAt;
    private int _streams;

    private sealed record Known(SessionState State, TokenClaims Claims, AuthenticationTicket Ticket, DateTimeOffset At);

    public SessionHash Hash { get; } = hash;

    /// <summary>Names the session where a text is asked for; made once.</summary>
    public string Name { get; } = hash.ToString();

    public SessionState State => _known!.State;

    public AuthenticationTicket Ticket => _known!.Ticket;

    /// <summary>Cancelled when the session ends; open streams close.</summary>
    public CancellationToken Ended => _ended.Token;

    public bool HasStreams => Volatile.Read(ref _streams) > 0;

    /// <summary>Last use that the directory has not been told of and is to be; null: told within a minute.</summary>
    public DateTimeOffset? Untold(TimeSpan within) => Volatile.Read(ref _usedAt) is var used && used - Volatile.Read(ref _toldAt) >= within.Ticks
        ? new DateTimeOffset(used, TimeSpan.Zero)
        : null;

    public void Told(DateTimeOffset at) => Volatile.Write(ref _toldAt, at.UtcTicks);

    public void Know(SessionState state, DateTimeOffset now)
    {
        var claims = new TokenClaims([.. state.Posts.Select(p => new TokenPost(p.Post, p.Unit, p.Role))], state.Directory, state.Id);
        // A principal is made once, not with every request.
        _known = new Known(state, claims, Ticketed(state), now);
        if (state.SeenAt.UtcTicks > Volatile.Read(ref _toldAt)) Volatile.Write(ref _toldAt, state.SeenAt.UtcTicks);
        if (state.SeenAt.UtcTicks > Volatile.Read(ref _usedAt)) Volatile.Write(ref _usedAt, state.SeenAt.UtcTicks);
    }

    /// <summary>Whether it may be used as far as is known here.</summary>
    public bool IsGood(DateTimeOffset now) => _known is { State: var state } && !_ended.IsCancellationRequested && now < state.EndsAt
        && (state.IdleSeconds is not { } idle || now.UtcTicks - Volatile.Read(ref _usedAt) < TimeSpan.FromSeconds(idle).Ticks);

    public void Use(DateTimeOffset now) => Volatile.Write(ref _usedAt, now.UtcTicks);

    /// <summary>True when what tokens say must be asked for again before one is made.</summary>
    public bool IsStale(DateTimeOffset now) => now - _known!.At >= TokenMint.Life / 2;

    /// <summary>A token for a service, made anew before it is half used up; null: what it would say is too old.</summary>
    public string? Token(string audience, TokenMint mint, DateTimeOffset now)
    {
        if (_tokens.TryGetValue(audience, out var kept) && now < kept.Until) return kept.Token;
        if (IsStale(now)) return null;
        var token = mint.For(State.Person, audience, _known!.Claims);
        _tokens[audience] = (token, now + TokenMint.Life / 2);
        return token;
    }

    /// <summary>False: it has as many open streams as a session may have.</summary>
    public bool OpenStream()
    {
        if (Interlocked.Increment(ref _streams) <= MostStreams) return true;
        CloseStream();
        return false;
    }

    public void CloseStream() => Interlocked.Decrement(ref _streams);

    public void End() => _ended.Cancel();

    public void Dispose() => _ended.Dispose();

    private AuthenticationTicket Ticketed(SessionState state) =>
        new(new ClaimsPrincipal(new SessionIdentity(this, state)), SessionHandler.Scheme);
}

/// <summary>The identity of somebody with a session, so that whoever has the principal has the session.</summary>
internal sealed class SessionIdentity(HeldSession session, SessionState state) : ClaimsIdentity(Claims(state), SessionHandler.Scheme)
{
    public HeldSession Session => session;

    private static new IEnumerable<Claim> Claims(SessionState state)
    {
        yield return new Claim(ClaimTypes.NameIdentifier, state.Person.ToString("D"));
        yield return new Claim(TokenClaims.SessionClaim, state.Id.ToString("D"));
        if (state.Account is { } account) yield return new Claim(Web.Visit.AccountClaim, account.ToString("D"));
    }

    /// <summary>The session of a principal; null: it has none.</summary>
    public static HeldSession? Of(ClaimsPrincipal principal) => (principal.Identity as SessionIdentity)?.Session;
}
