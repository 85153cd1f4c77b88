using System.Security.Cryptography;
using System.Text;

namespace PartyReport.Directory.Accounts;

/// <summary>
/// The key that the accounts' secrets are encrypted with, in a file outside the database. Every process of the directory needs
/// the same one.
/// </summary>
internal sealed class AccountSecrets
{
    private const int KeyBytes = 32, NonceBytes = 12, TagBytes = 16;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    // A cipher is made for each use: one that several threads share mixes up what they seal.
    private readonly byte[] _sealKey, _nameKey;

    private AccountSecrets(byte[] key)
    {
        _sealKey = HKDF.Expand(HashAlgorithmName.SHA256, key, KeyBytes, "partyreport/second-factor"u8.ToArray());
        _nameKey = HKDF.Expand(HashAlgorithmName.SHA256, key, KeyBytes, "partyreport/sign-in-name"u8.ToArray());
    }

    /// <summary>Reads the key, or makes it. Throws <see cref="InvalidOperationException"/> when the file holds something else.</summary>
    public static AccountSecrets Open(string path)
    {
        if (!File.Exists(path)) Make(path);
        var key = File.ReadAllBytes(path);
        return key.Length == KeyBytes
            ? new AccountSecrets(key)
            : throw new InvalidOperationException($"{path} does not hold a key of {KeyBytes} bytes. Put the right file there; it is never replaced.");
    }

    /// <summary>Encrypts what belongs to one account and to no other.</summary>
    public byte[] Seal(Guid account, byte[] secret)
    {
        var sealed_ = new byte[NonceBytes + secret.Length + TagBytes];
        RandomNumberGenerator.Fill(sealed_.AsSpan(0, NonceBytes));
        using var cipher = new AesGcm(_sealKey, TagBytes);
        cipher.Encrypt(
            sealed_.AsSpan(0, NonceBytes), secret, sealed_.AsSpan(NonceBytes, secret.Length), sealed_.AsSpan(NonceBytes + secret.Length),
            account.ToByteArray());
        return sealed_;
    }

    public byte[] Unseal(Guid account, byte[] sealed_)
    {
        var secret = new byte[sealed_.Length - NonceBytes - TagBytes];
        using var cipher = new AesGcm(_sealKey, TagBytes);
        cipher.Decrypt(
            sealed_.AsSpan(0, NonceBytes), sealed_.AsSpan(NonceBytes, secret.Length), sealed_.AsSpan(NonceBytes + secret.Length), secret,
            account.ToByteArray());
        return secret;
    }

    /// <summary>What stands for a name that was asked for. Somebody may have typed a password there, so it is not to be guessed back.</summary>
    public byte[] Blind(string name) => HMACSHA256.HashData(_nameKey, Encoding.UTF8.GetBytes(name));

    // Of two processes that make it at once, one is first and the other reads what it wrote.
    private static void Make(string path)
    {
        var next = $"{path}.{Guid.NewGuid():N}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = OwnerOnly;
        using (var file = new FileStream(next, options))
        {
            file.Write(RandomNumberGenerator.GetBytes(KeyBytes));
            file.Flush(flushToDisk: true);
        }
        try
        {
            File.Move(next, path);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(next);
        }
    }
}
