using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using NSec.Cryptography;

namespace PartyReport.Archive;

/// <summary>The key that signs checkpoints, Ed25519 in the form of c2sp.org/signed-note. Its name is the log's origin.</summary>
internal sealed class LogKey : IDisposable
{
    private static readonly SignatureAlgorithm Ed25519 = SignatureAlgorithm.Ed25519;
    private readonly Key _key;
    private readonly byte[] _id;

    public LogKey(string name, byte[] seed)
    {
        Name = name;
        _key = Key.Import(Ed25519, seed, KeyBlobFormat.RawPrivateKey);
        byte[] material = [0x01, .. _key.PublicKey.Export(KeyBlobFormat.RawPublicKey)];
        _id = SHA256.HashData([.. Encoding.UTF8.GetBytes(name), 0x0A, .. material])[..4];
        VerifierKey = $"{name}+{BinaryPrimitives.ReadUInt32BigEndian(_id):x8}+{Convert.ToBase64String(material)}";
    }

    public string Name { get; }
    public string VerifierKey { get; }

    public static string NewName() => $"partyreport.local/{RandomNumberGenerator.GetHexString(8, lowercase: true)}";

    public static byte[] NewSeed() => RandomNumberGenerator.GetBytes(32);

    /// <summary>The signed note of a size and root. Ed25519 is deterministic: the same state gives the same bytes.</summary>
    public Checkpoint Sign(long size, byte[] root)
    {
        var text = $"{Name}\n{size}\n{Convert.ToBase64String(root)}\n";
        var signature = Ed25519.Sign(_key, Encoding.UTF8.GetBytes(text));
        return new Checkpoint { Size = size, Root = root, Note = $"{text}\n— {Name} {Convert.ToBase64String([.. _id, .. signature])}\n" };
    }

    public void Dispose() => _key.Dispose();
}
