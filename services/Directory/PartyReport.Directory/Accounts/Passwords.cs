using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using PartyReport.Hosting;

namespace PartyReport.Directory.Accounts;

/// <summary>
/// Passwords as they are kept: <c>pbkdf2-sha512$rounds$salt$hash</c>. A few are made at once, because each takes a processor for
/// a tenth of a second and more would only make all of them wait. Of those that wait there is a bound: beyond it nobody would wait so long,
/// and <see cref="PasswordsBusyException"/> is thrown.
/// </summary>
internal sealed class Passwords(int rounds = Passwords.Rounds) : IDisposable
{
    /// <summary>What OWASP asks of PBKDF2 with SHA-512.</summary>
    public const int Rounds = 210_000;

    public const int Shortest = 10, Longest = 128;

    /// <summary>How many may wait.</summary>
    public const int MostWaiting = 100;

    private const string Kind = "pbkdf2-sha512";
    private const int SaltBytes = 16, HashBytes = 64;
    // Without letters and digits that are taken for one another.
    private const string Alphabet = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    private const int InitialLength = 14;

    private int _waiting, _lookedAt;
    private readonly SemaphoreSlim _turn = new(Math.Max(1, Environment.ProcessorCount), Math.Max(1, Environment.ProcessorCount));
    private readonly string _nobodys = $"{Kind}${rounds}${Convert.ToBase64String(new byte[SaltBytes])}${Convert.ToBase64String(new byte[HashBytes])}";

    /// <summary>How many passwords have been compared with one.</summary>
    public int LookedAt => Volatile.Read(ref _lookedAt);

    /// <summary>A password that nobody has chosen.</summary>
    public static string Initial() => RandomNumberGenerator.GetString(Alphabet, InitialLength);

    public async Task<string> Hash(string password, CancellationToken ct)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltBytes);
        return $"{Kind}${rounds}${Convert.ToBase64String(salt)}${Convert.ToBase64String(await Derive(password, salt, rounds, ct))}";
    }

    /// <summary>Whether a password is right. Without one to compare with it takes the same time and is not.</summary>
    public async Task<bool> IsRight(string password, string? kept, CancellationToken ct)
    {
        Interlocked.Increment(ref _lookedAt);
        var parts = (kept ?? _nobodys).Split('$');
        var derived = await Derive(password, Convert.FromBase64String(parts[2]), int.Parse(parts[1], CultureInfo.InvariantCulture), ct);
        return CryptographicOperations.FixedTimeEquals(derived, Convert.FromBase64String(parts[3])) && kept is not null;
    }

    /// <summary>Whether a hash was made with less work than is usual now.</summary>
    public bool IsOlder(string kept) => int.Parse(kept.Split('$')[1], CultureInfo.InvariantCulture) < rounds;

    public void Dispose() => _turn.Dispose();

    private async Task<byte[]> Derive(string password, byte[] salt, int times, CancellationToken ct)
    {
        await Turn(ct);
        try
        {
            return await Task.Run(() => Rfc2898DeriveBytes.Pbkdf2(
                Encoding.UTF8.GetBytes(password), salt, times, HashAlgorithmName.SHA512, HashBytes));
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task Turn(CancellationToken ct)
    {
        try
        {
            if (Interlocked.Increment(ref _waiting) > MostWaiting) throw new PasswordsBusyException();
            await _turn.WaitAsync(ct);
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }
}

/// <summary>More passwords wait to be looked at than anybody will wait for.</summary>
internal sealed class PasswordsBusyException() : Exception("Too many passwords wait to be looked at.")
{
    /// <summary>In front of what looks at passwords: come again.</summary>
    public static async ValueTask<object?> Told(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (PasswordsBusyException)
        {
            context.HttpContext.Response.Headers.RetryAfter = "2";
            return new Refusal(StatusCodes.Status503ServiceUnavailable, "service.unavailable",
                "Too many people sign in at this moment. Try again in a few seconds.").ToProblem();
        }
    }
}
