using System.Buffers;

namespace PartyReport.Drafting.Import;

/// <summary>A line with words: where it starts, and where its words are between indent and trailing white space.</summary>
internal readonly record struct TextLine(int Start, int WordsStart, int WordsLength)
{
    // Word writes VT for a line break and FF for a page break when it saves plain text.
    private static readonly SearchValues<char> LineEnds = SearchValues.Create("\r\n\v\f\u0085\u2028\u2029");

    public ReadOnlySpan<char> Words(string text) => text.AsSpan(WordsStart, WordsLength);

    /// <summary>Blank lines are no lines of their own: they trail the line before, and those on top lead the first line.</summary>
    public static List<TextLine> Split(string text)
    {
        List<TextLine> lines = [];
        for (var start = 0; start < text.Length;)
        {
            var rest = text.AsSpan(start);
            var end = rest.IndexOfAny(LineEnds);
            var length = end < 0 ? rest.Length : end;
            var indented = rest[..length].TrimStart();
            if (!indented.IsEmpty)
                lines.Add(new TextLine(lines.Count == 0 ? 0 : start, start + length - indented.Length, indented.TrimEnd().Length));
            start += length + 1;
        }
        if (lines.Count == 0 && text.Length > 0) lines.Add(new TextLine(0, 0, 0));
        return lines;
    }
}
