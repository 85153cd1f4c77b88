namespace PartyReport.Drafting.Import;

/// <summary>Collects blocks by where they start: each ends where the next begins, so no character can be lost.</summary>
internal sealed class Outline(string text)
{
    private readonly List<(BlockKind Kind, int? Parent, int Start)> _starts = [];
    private int? _chapter;
    private int? _section;
    private int _lastPoint;

    public BlockKind KindOfText => (_section ?? _chapter) is null ? BlockKind.LeadIn : BlockKind.Paragraph;

    public void AddHeading(BlockKind kind, TextLine line)
    {
        if (kind == BlockKind.Chapter) (_chapter, _section) = (_starts.Count, null);
        else _section = _starts.Count;
        _lastPoint = 0;
        AddWithPoints(kind, line);
    }

    public void AddWithPoints(BlockKind kind, TextLine line)
    {
        var points = PointMark.Find(line.Words(text), ref _lastPoint);
        if (points is not [0, ..]) AddWhole(kind, line);
        foreach (var point in points) Add(BlockKind.Point, point == 0 ? line.Start : line.WordsStart + point);
    }

    public void AddWhole(BlockKind kind, TextLine line) => Add(kind, line.Start);

    public ParsedReport ToReport()
    {
        var blocks = new ParsedBlock[_starts.Count];
        for (var i = 0; i < blocks.Length; i++)
        {
            var (kind, parent, start) = _starts[i];
            var end = i + 1 < blocks.Length ? _starts[i + 1].Start : text.Length;
            blocks[i] = new ParsedBlock(kind, parent, text[start..end]);
        }
        return new ParsedReport(blocks);
    }

    private void Add(BlockKind kind, int start) => _starts.Add((kind, ParentOf(kind), start));

    private int? ParentOf(BlockKind kind) => kind switch
    {
        BlockKind.Section => _chapter,
        BlockKind.Point or BlockKind.Paragraph => _section ?? _chapter,
        _ => null
    };
}
