using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace PartyReport.Directory.Accounts;

/// <summary>
/// Passwords as they are kept: <c>pbkdf2-sha512$rounds$salt$hash</c>. A few are made at once, because each takes a processor for
/// a tenth of a second and more would only make all of them wait.
/// </summary>
internal sealed class Passwords(int rounds = Passwords.Rounds) : IDisposable
{
    /// <summary>What OWASP asks of PBKDF2 with SHA-512.</summary>
    public const int Rounds = 210_000;

    public const int Shortest = 10, Longest = 128;

    private const string Kind = "pbkdf2-sha512";
    private const int SaltBytes = 16, HashBytes = 64;
    // Without letters and digits that are taken for one another.
    private const string Alphabet = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    private const int InitialLength = 14;

    private readonly SemaphoreSlim _turn = new(Math.Max(1, Environment.ProcessorCount), Math.Max(1, Environment.ProcessorCount));
    private readonly string _nobodys = $"{Kind}${rounds}${Convert.ToBase64String(new byte[SaltBytes])}${Convert.ToBase64String(new byte[HashBytes])}";

    /// <summary>A password that nobody has chosen.</summary>
    public static string Initial() => RandomNumberGenerator.GetString(Alphabet, InitialLength);

    public async Task<string> Hash(string password)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltBytes);
        return $"{Kind}${rounds}${Convert.ToBase64String(salt)}${Convert.ToBase64String(await Derive(password, salt, rounds))}";
    }

    /// <summary>Whether a password is right. Without one to compare with it takes the same time and is not.</summary>
    public async Task<bool> IsRight(string password, string? kept)
    {
        var parts = (kept ?? _nobodys).Split('$');
        var derived = await Derive(password, Convert.FromBase64String(parts[2]), int.Parse(parts[1], CultureInfo.InvariantCulture));
        return CryptographicOperations.FixedTimeEquals(derived, Convert.FromBase64String(parts[3])) && kept is not null;
    }

    /// <summary>Whether a hash was made with less work than is usual now.</summary>
    public bool IsOlder(string kept) => int.Parse(kept.Split('$')[1], CultureInfo.InvariantCulture) < rounds;

    public void Dispose() => _turn.Dispose();

    private async Task<byte[]> Derive(string password, byte[] salt, int times)
    {
        await _turn.WaitAsync();
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
}
