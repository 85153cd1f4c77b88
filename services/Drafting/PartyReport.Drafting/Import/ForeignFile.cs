namespace PartyReport.Drafting.Import;

/// <summary>Files people take for text: known by their first bytes, so that the refusal can name them.</summary>
internal static class ForeignFile
{
    public static string? NameOf(ReadOnlySpan<byte> bytes) => bytes switch
    {
        // Two letters alone could begin a text; a ZIP's third byte is always one of these control characters.
        [(byte)'P', (byte)'K', 3 or 5 or 7, ..] => "a Word document (.docx) or another ZIP archive",
        [(byte)'%', (byte)'P', (byte)'D', (byte)'F', ..] => "a PDF document",
        [0xD0, 0xCF, 0x11, 0xE0, ..] => "an old Word document (.doc)",
        [(byte)'{', (byte)'\\', (byte)'r', (byte)'t', (byte)'f', ..] => "a rich text document (.rtf)",
        _ => null
    };
}
