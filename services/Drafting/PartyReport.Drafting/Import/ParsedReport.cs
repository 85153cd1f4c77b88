namespace PartyReport.Drafting.Import;

internal enum BlockKind
{
    Title,
    LeadIn,
    Chapter,
    Section,
    Point,
    Paragraph,
    Closing
}

/// <summary>A piece of the text as it stands, line ends and indents included; <c>Parent</c> is the index of its heading.</summary>
internal sealed record ParsedBlock(BlockKind Kind, int? Parent, string Text);

/// <summary>The blocks in order; their texts put together are the text that was parsed, to the character.</summary>
internal sealed record ParsedReport(IReadOnlyList<ParsedBlock> Blocks)
{
    public bool HasHeading => Blocks.Any(block => block.Kind is BlockKind.Chapter or BlockKind.Section);
}
