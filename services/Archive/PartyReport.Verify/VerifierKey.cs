using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Org.BouncyCastle.Math.EC.Rfc8032;

namespace PartyReport.Verify;

// A key one trusts, written name+hex8(key id)+base64(type ‖ key).
internal sealed class VerifierKey
{
    private const byte Ed25519Type = 0x01;

    private readonly byte[] point;

    private VerifierKey(string name, uint id, byte[] point)
    {
        Name = name;
        Id = id;
        this.point = point;
    }

    public string Name { get; }

    public uint Id { get; }

    // Text of a key's shape is never taken for a path: the audited folder may be the current one, and could hold a file named so.
    public static VerifierKey FromTextOrFile(string text) =>
        text.Split('+', 3) is [_, { Length: 8 }, _] ? Parse(text) : Parse(ReadLine(text));

    public static VerifierKey Parse(string text)
    {
        if (text.Split('+', 3) is not [var name, { Length: 8 } hex, var base64]) throw Malformed("is not name+hex8+base64");
        if (!IsKeyName(name)) throw Malformed("has an empty name, or spaces or controls in it");
        if (!hex.All(char.IsAsciiHexDigit) || hex.Any(char.IsAsciiLetterUpper)) throw Malformed("has a key id that is not lower-case hex");

        var material = StrictBase64.Decode(base64) ?? throw Malformed("is not canonical base64");
        if (material is not [Ed25519Type, ..]) throw Malformed("is not of type 0x01, Ed25519");
        if (material.Length != 1 + Ed25519.PublicKeySize) throw Malformed("is not 32 bytes long");
        if (!Ed25519.ValidatePublicKeyFull(material, 1)) throw Malformed("is not a point of Ed25519's prime-order group");

        var id = IdOf(name, material);
        return uint.Parse(hex, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture) == id
            ? new VerifierKey(name, id, material[1..])
            : throw Malformed($"does not have the key id {hex}");
    }

    // signed-note, "Format": no Unicode spaces and no plus.
    public static bool IsKeyName(string name) =>
        name.Length > 0 && !name.Any(c => c == '+' || c < ' ' || char.IsWhiteSpace(c));

    public bool Verifies(byte[] text, byte[] signature) =>
        signature.Length == Ed25519.SignatureSize && Ed25519.Verify(signature, 0, point, 0, text, 0, text.Length);

    // signed-note, "Signatures": SHA-256(name ‖ 0x0A ‖ type ‖ public key)[:4].
    private static uint IdOf(string name, byte[] material) =>
        BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData([.. Encoding.UTF8.GetBytes(name), 0x0A, .. material]));

    private static string ReadLine(string path)
    {
        try
        {
            var text = File.ReadAllText(path);
            var ending = text.EndsWith("\r\n", StringComparison.Ordinal) ? 2 : text.EndsWith('\n') ? 1 : 0;
            return text[..^ending];
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new WrongUse($"the key is neither name+hex8+base64 nor a readable file: {unreadable.Message}");
        }
    }

    private static WrongUse Malformed(string what) => new($"the key {what}");
}
