using System.Security.Cryptography;
using System.Text;
using NSec.Cryptography;

namespace PartyReport.Archive.Log;

/// <summary>
/// The log's key and name. Notes are signed as C2SP signed-note says: key id = first four bytes of
/// SHA-256(name ‖ 0x0A ‖ 0x01 ‖ public key).
/// </summary>
internal sealed class SigningKey : IDisposable
{
    private const byte Ed25519 = 0x01;
    private readonly Key _key;
    private readonly byte[] _identity;
    private readonly byte[] _id;

    private SigningKey(string name, byte[] seed)
    {
        Name = name;
        _key = Key.Import(SignatureAlgorithm.Ed25519, seed, KeyBlobFormat.RawPrivateKey);
        _identity = [Ed25519, .. _key.PublicKey.Export(KeyBlobFormat.RawPublicKey)];
        _id = SHA256.HashData([.. Encoding.UTF8.GetBytes(name), 0x0A, .. _identity])[..4];
    }

    /// <summary>Name of the key and origin of the log.</summary>
    public string Name { get; }

    /// <summary>What a verifier needs: name+key id+key.</summary>
    public string VerifierKey => $"{Name}+{Convert.ToHexStringLower(_id)}+{Convert.ToBase64String(_identity)}";

    /// <summary>Reads the key, or makes one for a log that has no checkpoint yet.</summary>
    public static SigningKey Open(LogFolder folder, bool logExists)
    {
        if (!File.Exists(folder.KeyFile))
        {
            if (logExists)
                throw new InvalidOperationException(
                    $"{folder.KeyFile} is missing, but the log has checkpoints signed with it. Restore it from the backup; a new key would be another log.");
            var line = $"partyreport.local/{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))} {Convert.ToBase64String(RandomNumberGenerator.GetBytes(32))}\n";
            DurableFile.Write(folder.KeyFile, Encoding.ASCII.GetBytes(line), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
        var parts = File.ReadAllText(folder.KeyFile).TrimEnd('\n').Split(' ');
        var key = new SigningKey(parts[0], Convert.FromBase64String(parts[1]));
        if (!File.Exists(folder.VerifierKeyFile)) DurableFile.Write(folder.VerifierKeyFile, Encoding.ASCII.GetBytes(key.VerifierKey + "\n"));
        return key;
    }

    /// <summary>The signed checkpoint of a tree.</summary>
    public string Checkpoint(long size, byte[] root)
    {
        var text = $"{Name}\n{size}\n{Convert.ToBase64String(root)}\n";
        var signature = SignatureAlgorithm.Ed25519.Sign(_key, Encoding.UTF8.GetBytes(text));
        return $"{text}\n— {Name} {Convert.ToBase64String([.. _id, .. signature])}\n";
    }

    public void Dispose() => _key.Dispose();
}
