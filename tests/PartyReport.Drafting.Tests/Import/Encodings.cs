using System.Text;

namespace PartyReport.Drafting.Tests.Import;

internal static class Encodings
{
    public static readonly (string Name, bool HasMark)[] All =
        [("UTF-8", false), ("UTF-8", true), ("UTF-16LE", true), ("UTF-16BE", true), ("GB18030", false)];

    public static byte[] Encode(string text, string name, bool hasMark)
    {
        Encoding encoding = name switch
        {
            "UTF-8" => new UTF8Encoding(encoderShouldEmitUTF8Identifier: hasMark),
            "UTF-16LE" => new UnicodeEncoding(bigEndian: false, byteOrderMark: hasMark),
            "UTF-16BE" => new UnicodeEncoding(bigEndian: true, byteOrderMark: hasMark),
            _ => CodePagesEncodingProvider.Instance.GetEncoding(54936)!
        };
        return [.. encoding.GetPreamble(), .. encoding.GetBytes(text)];
    }
}
