namespace PartyReport.Drafting.Import;

/// <summary>The words of a block apart from the white space around them, which is the document's and not the editor's.</summary>
internal static class BlockText
{
    public static string Body(string raw) => raw.Trim();

    public static string Replace(string raw, string body)
    {
        var indented = raw.AsSpan().TrimStart();
        var leading = raw.AsSpan(0, raw.Length - indented.Length);
        var trailing = indented[indented.TrimEnd().Length..];
        return string.Concat(leading, body.AsSpan().Trim(), trailing);
    }

    /// <summary>Whether a block of this kind may hold these words without becoming another kind or more than one block.</summary>
    public static bool MayHold(BlockKind kind, string body)
    {
        if (string.IsNullOrWhiteSpace(body)) return false;

        var blocks = ReportParser.Parse(Body(body)).Blocks;
        return kind is BlockKind.Chapter or BlockKind.Section or BlockKind.Point
            ? blocks is [var only] && only.Kind == kind
            : !blocks.Any(block => block.Kind is BlockKind.Chapter or BlockKind.Section or BlockKind.Point);
    }
}
