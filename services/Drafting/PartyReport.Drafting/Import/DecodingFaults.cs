using System.Buffers;
using System.Globalization;

namespace PartyReport.Drafting.Import;

/// <summary>The reasons an imported file is not a text; codes are stable, messages say what to do next.</summary>
internal static class DecodingFaults
{
    private const string SaveAgain = "Save it as plain text in UTF-8 and import it again.";

    // The C0 controls without TAB, LF, VT, FF and CR, which word processors write into plain text.
    private static readonly byte[] Controls = [.. Enumerable.Range(0, 0x20).Where(c => c is < '\t' or > '\r').Select(c => (byte)c)];

    public static readonly SearchValues<byte> ControlBytes = SearchValues.Create(Controls);

    public static readonly SearchValues<char> ControlChars = SearchValues.Create([.. Controls.Select(c => (char)c)]);

    public static readonly Decoded.Fault Empty = new("report.empty", "The file is empty. Choose the file that holds the report.");

    public static readonly Decoded.Fault Blank =
        new("report.blank", "The file holds only white space. Choose the file that holds the report.");

    public static Decoded.Fault TooLarge(int bytes, int limit) => new(
        "report.too-large",
        $"The file has {bytes} bytes; a report may have {limit}. Save only its words, as plain text, and import it again.");

    public static Decoded.Fault Foreign(string format) => new(
        "report.binary", $"The file is {format}, not plain text. Save it as plain text first and import that file.");

    public static Decoded.Fault Control(char found, int at, bool hasMark) => new(
        "report.binary", (found, hasMark) switch
        {
            ('\0', false) => $"Byte {at} is NUL: the file is not plain text, or is UTF-16 without a byte order mark. {SaveAgain}",
            ('\0', true) => $"Byte {at} starts a NUL character: the file is not plain text. {SaveAgain}",
            _ => $"Byte {at} starts the control character U+{Hex(found)}: the file is not plain text. {SaveAgain}"
        });

    public static Decoded.Fault BrokenUtf8(int at) => new(
        "report.undecodable", $"The file is marked as UTF-8 but is not UTF-8 at byte {at}. {SaveAgain}");

    public static Decoded.Fault BrokenUtf16(string encoding, int at) => new(
        "report.undecodable", $"The file is marked as {encoding} but has half a character at byte {at}. {SaveAgain}");

    public static Decoded.Fault NoEncoding(int at) => new(
        "report.undecodable", $"The file is neither UTF-8 (it stops being so at byte {at}) nor GB18030. {SaveAgain}");

    private static string Hex(char found) => ((int)found).ToString("X4", CultureInfo.InvariantCulture);
}
