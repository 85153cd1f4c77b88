using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Configuration;
using PartyReport.Eventing;

namespace PartyReport.Directory.Names;

/// <summary>
/// The service's key of names, a file outside the database: it wraps the keys of people and hashes what names are found by.
/// Whoever has the database alone reads no name.
/// </summary>
internal sealed class NamesKey
{
    public const string FileSetting = "Names:KeyFile";
    private const int KeySize = 32, NonceSize = 12, TagSize = 16;
    private readonly byte[] _wrapping, _index;

    private NamesKey(byte[] key)
    {
        _wrapping = Derive(key, "partyreport/names/wrapping");
        _index = Derive(key, "partyreport/names/index");
        Fingerprint = Derive(key, "partyreport/names/fingerprint");
        Requests = Derive(key, "partyreport/names/requests");
    }

    /// <summary>Tells keys apart and reveals nothing of them.</summary>
    public byte[] Fingerprint { get; }

    /// <summary>Hashes requests, so that no name is guessed back from the hash that is stored.</summary>
    public byte[] Requests { get; }

    /// <summary>Reads the key; makes it, readable by its owner only, when there is none.</summary>
    public static NamesKey Open(IConfiguration config)
    {
        var file = config[FileSetting] ?? Path.Combine(
            config[EventingSetup.FolderSetting] ?? throw new InvalidOperationException($"The setting {EventingSetup.FolderSetting} is missing."),
            "directory-names.key");
        if (!File.Exists(file)) Make(file);
        var key = File.ReadAllBytes(file);
        return key.Length == KeySize ? new NamesKey(key) : throw new InvalidOperationException($"{file} holds no key of names: {KeySize} bytes.");
    }

    /// <summary>Seals names, each with a new key of its person.</summary>
    public IEnumerable<(byte[] Wrapped, byte[] Sealed)> Seal(IEnumerable<(Guid Person, string Name)> names)
    {
        var random = new RandomBytes();
        using var wrapping = new AesGcm(_wrapping, TagSize);
        foreach (var (person, name) in names)
        {
            var key = random.Take(KeySize).ToArray();
            using var own = new AesGcm(key, TagSize);
            yield return (Encrypt(wrapping, random, person, key), Encrypt(own, random, person, Encoding.UTF8.GetBytes(name)));
        }
    }

    public string Unseal(Guid person, byte[] wrapped, byte[] name) =>
        Encoding.UTF8.GetString(Decrypt(Decrypt(_wrapping, person, wrapped), person, name));

    /// <summary>Seals a file that has names in it, until it is dealt with.</summary>
    public byte[] SealFile(Guid id, byte[] file)
    {
        using var wrapping = new AesGcm(_wrapping, TagSize);
        return Encrypt(wrapping, new RandomBytes(), id, file);
    }

    public byte[] UnsealFile(Guid id, byte[] file) => Decrypt(_wrapping, id, file);

    /// <summary>What a part of a name is found by.</summary>
    public long Token(string part) =>
        BinaryPrimitives.ReadInt64LittleEndian(HMACSHA256.HashData(_index, Encoding.UTF8.GetBytes(part)));

    // Bound to the person: what is sealed for one cannot be put in another's row.
    private static byte[] Encrypt(AesGcm aes, RandomBytes random, Guid person, byte[] text)
    {
        var result = new byte[NonceSize + TagSize + text.Length];
        var nonce = result.AsSpan(0, NonceSize);
        random.Take(NonceSize).CopyTo(nonce);
        aes.Encrypt(nonce, text, result.AsSpan(NonceSize + TagSize), result.AsSpan(NonceSize, TagSize), person.ToByteArray());
        return result;
    }

    private static byte[] Decrypt(byte[] key, Guid person, byte[] text)
    {
        var result = new byte[text.Length - NonceSize - TagSize];
        using var aes = new AesGcm(key, TagSize);
        aes.Decrypt(text.AsSpan(0, NonceSize), text.AsSpan(NonceSize + TagSize), text.AsSpan(NonceSize, TagSize), result, person.ToByteArray());
        return result;
    }

    private static byte[] Derive(byte[] key, string purpose) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, key, KeySize, info: Encoding.UTF8.GetBytes(purpose));

    // Two processes that start at once end up with one key, and neither reads half of it.
    private static void Make(string file)
    {
        var made = $"{file}.{Guid.NewGuid():N}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var stream = new FileStream(made, options))
        {
            stream.Write(RandomNumberGenerator.GetBytes(KeySize));
            stream.Flush(flushToDisk: true);
        }
        try
        {
            File.Move(made, file, overwrite: false);
        }
        catch (IOException) when (File.Exists(file))
        {
            File.Delete(made);
        }
    }
}
