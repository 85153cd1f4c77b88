namespace PartyReport.Drafting.Import;

/// <summary>Finds the structure of a duty report. Every step is linear in the text, and any string has some structure.</summary>
internal static class ReportParser
{
    private const int LongestTitle = 60;

    public static ParsedReport Parse(string text)
    {
        var lines = TextLine.Split(text);
        var headings = lines.ConvertAll(line => HeadingMark.Of(line.Words(text)));
        var closing = ClosingLines.From(text, lines, headings);

        var outline = new Outline(text);
        for (var i = 0; i < lines.Count; i++)
        {
            if (i >= closing) outline.AddWhole(BlockKind.Closing, lines[i]);
            else if (headings[i] is { } heading) outline.AddHeading(heading, lines[i]);
            else if (i == 0 && lines.Count > 1 && IsTitle(lines[i].Words(text))) outline.AddWhole(BlockKind.Title, lines[i]);
            else outline.AddWithPoints(outline.KindOfText, lines[i]);
        }
        return outline.ToReport();
    }

    private static bool IsTitle(ReadOnlySpan<char> words) =>
        words.Length <= LongestTitle && !Punctuation.EndsSentence(words) && !PointMark.IsIn(words);
}
