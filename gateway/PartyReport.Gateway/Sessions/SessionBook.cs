using System.Collections.Concurrent;
using System.Net;
using PartyReport.Hosting;

namespace PartyReport.Gateway;

/// <summary>
/// Sessions that this process knows. One that is known is believed while the feed of ended ones is at most a second old; otherwise the
/// directory is asked about it, and when that does not answer nobody is let through.
/// </summary>
internal sealed class SessionBook(DirectoryClient directory, TokenMint mint, Guesses guesses, TimeProvider clock)
{
    /// <summary>How soon an end is seen.</summary>
    public static readonly TimeSpan Freshness = TimeSpan.FromSeconds(1);

    private const int MostHeld = 50_000, MostUnknown = 20_000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2), Remembered = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<SessionHash, HeldSession> _held = new();
    private readonly ConcurrentDictionary<SessionHash, Lazy<Task<HeldSession?>>> _asking = new();

    // Secrets that were none a moment ago, each with when that is forgotten: a browser sends the one it has with every request.
    private readonly ConcurrentDictionary<SessionHash, DateTimeOffset> _unknown = new();
    private long _heard = long.MinValue;

    /// <summary>Whether the feed has told everything up to a second ago.</summary>
    public bool IsFresh => Volatile.Read(ref _heard) is var heard && heard != long.MinValue && clock.GetElapsedTime(heard) < Freshness;

    public IEnumerable<HeldSession> Held => _held.Values;

    /// <summary>The session of a secret; null: there is none that may be used. Throws <see cref="SessionsAwayException"/> and <see cref="TooManyGuessesException"/>.</summary>
    /// <param name="address">Who asks; null: somebody in this process.</param>
    public ValueTask<HeldSession?> Find(string secret, IPAddress? address)
    {
        if (SessionHash.Of(secret) is not { } hash) return ValueTask.FromResult<HeldSession?>(null);
        var now = clock.GetUtcNow();
        if (!_held.TryGetValue(hash, out var held))
            return IsUnknown(hash, now) ? ValueTask.FromResult<HeldSession?>(null) : new ValueTask<HeldSession?>(Guess(hash, address));
        if (!IsFresh || !held.IsGood(now)) return new ValueTask<HeldSession?>(Ask(hash));
        held.Use(now);
        return ValueTask.FromResult<HeldSession?>(held);
    }

    /// <summary>A token for a service; null: the session ended.</summary>
    public async ValueTask<string?> Token(HeldSession session, string audience)
    {
        var now = clock.GetUtcNow();
        return session.Token(audience, mint, now) ?? (await Ask(session.Hash))?.Token(audience, mint, clock.GetUtcNow());
    }

    /// <summary>The feed told this much, as of a moment.</summary>
    /// <param name="askedAt">When it was asked: an end that was committed later may be missing.</param>
    public void Heard(IEnumerable<SessionHash> ended, long askedAt)
    {
        foreach (var hash in ended) End(hash);
        Volatile.Write(ref _heard, askedAt);
    }

    public void End(SessionHash hash)
    {
        if (_held.TryRemove(hash, out var held)) held.End();
    }

    private bool IsUnknown(SessionHash hash, DateTimeOffset now) => _unknown.TryGetValue(hash, out var until) && now < until;

    private async Task<HeldSession?> Guess(SessionHash hash, IPAddress? address)
    {
        if (!guesses.Take(address)) throw new TooManyGuessesException();
        try
        {
            var found = await Ask(hash);
            if (found is not null) guesses.GiveBack(address);
            return found;
        }
        catch (SessionsAwayException)
        {
            guesses.GiveBack(address);
            throw;
        }
    }

    private Task<HeldSession?> Ask(SessionHash hash) => _asking.GetOrAdd(hash, h => new Lazy<Task<HeldSession?>>(() => Load(h))).Value;

    // Not for one request: others wait for the same answer, so none of them can take it back.
    private async Task<HeldSession?> Load(SessionHash hash)
    {
        try
        {
            using var patience = new CancellationTokenSource(Patience, clock);
            var state = await directory.State(hash, patience.Token);
            var now = clock.GetUtcNow();
            if (state is null)
            {
                End(hash);
                if (_unknown.Count >= MostUnknown) _unknown.Clear();
                _unknown[hash] = now + Remembered;
                return null;
            }
            if (_held.Count >= MostHeld) Forget();
            var held = _held.GetOrAdd(hash, h => new HeldSession(h));
            held.Know(state, now);
            if (!held.IsGood(now)) return null;
            held.Use(now);
            return held;
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            throw new SessionsAwayException(e);
        }
        finally
        {
            _asking.TryRemove(hash, out _);
        }
    }

    // Bounded by forgetting what has no open stream: the rest comes back with the next request.
    private void Forget()
    {
        foreach (var (hash, held) in _held)
            if (!held.HasStreams) _held.TryRemove(hash, out _);
    }
}

/// <summary>Nobody can say whether a session may be used.</summary>
internal sealed class SessionsAwayException(Exception inner) : Exception("The directory cannot say whether a session may be used.", inner);

/// <summary>Too many secrets of one address were none.</summary>
internal sealed class TooManyGuessesException() : Exception("Too many secrets of this address were no session's.");
