using System.Security.Cryptography;
using System.Text;
using NSec.Cryptography;

namespace PartyReport.Verify.Tests;

// Signs with libsodium, as the archive does; the verifier checks with another library.
internal sealed class Signer(string name, byte seed)
{
    private readonly Key key = Key.Import(
        SignatureAlgorithm.Ed25519, Enumerable.Repeat(seed, 32).ToArray(), KeyBlobFormat.RawPrivateKey);

    public string Name => name;

    public string VerifierKey => $"{name}+{Convert.ToHexStringLower(Id)}+{Convert.ToBase64String(Material)}";

    public byte[] Id => SHA256.HashData([.. Encoding.UTF8.GetBytes(name + "\n"), .. Material])[..4];

    private byte[] Material => [0x01, .. key.PublicKey.Export(KeyBlobFormat.RawPublicKey)];

    public string Line(string text) =>
        Line([.. Id, .. SignatureAlgorithm.Ed25519.Sign(key, Encoding.UTF8.GetBytes(text))]);

    public string Line(byte[] idAndSignature) => $"\u2014 {name} {Convert.ToBase64String(idAndSignature)}\n";

    public string Note(string text) => text + "\n" + Line(text);
}
