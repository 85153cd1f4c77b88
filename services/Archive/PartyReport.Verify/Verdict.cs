using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace PartyReport.Verify;

internal sealed record Verdict(int ExitCode, string Line, object Fields)
{
    // By default a '+' of base64 would be written as \u002B, in case it lands in HTML.
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public string Json => JsonSerializer.Serialize(Fields, Relaxed);

    public static Verdict Valid(Checkpoint log) => new(
        0,
        $"valid: {Printable(log.Origin)}, {log.Size} leaves, root {Convert.ToBase64String(log.Root)}",
        new { valid = true, origin = log.Origin, size = log.Size, root = log.Root });

    public static Verdict Valid(Checkpoint log, long leaf, string entry) => new(
        0,
        $"valid: leaf {leaf} of {Printable(log.Origin)}, {log.Size} leaves, root {Convert.ToBase64String(log.Root)}\n{Printable(entry)}",
        new { valid = true, origin = log.Origin, size = log.Size, root = log.Root, index = leaf, leaf = entry });

    public static Verdict Invalid(InvalidLog fault) => new(
        1,
        $"invalid: {fault.File}, offset {fault.Offset}: {fault.Message}",
        new { valid = false, file = fault.File, offset = fault.Offset, reason = fault.Message });

    // A note forbids only the controls below U+0020; others could still forge a line or steer a terminal.
    private static string Printable(string origin) => string.Concat(origin.Select(c => IsPrintable(c) ? c : '\uFFFD'));

    private static bool IsPrintable(char c) => char.GetUnicodeCategory(c) is not
        (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
