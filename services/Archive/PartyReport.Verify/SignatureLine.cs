using System.Buffers.Binary;
using System.Text;

namespace PartyReport.Verify;

internal sealed record SignatureLine(string KeyName, uint KeyId, byte[] Signature, int Offset)
{
    private const string EmDashAndSpace = "\u2014 ";

    public static SignatureLine? Parse(ReadOnlySpan<byte> utf8, int offset)
    {
        var line = Encoding.UTF8.GetString(utf8);
        if (!line.StartsWith(EmDashAndSpace, StringComparison.Ordinal)) return null;
        if (line[EmDashAndSpace.Length..].Split(' ') is not [var name, var base64] || !VerifierKey.IsKeyName(name)) return null;

        return StrictBase64.Decode(base64) is { Length: > 4 } bytes
            ? new SignatureLine(name, BinaryPrimitives.ReadUInt32BigEndian(bytes), bytes[4..], offset)
            : null;
    }
}
