using PartyReport.Eventing;

namespace PartyReport.Archive;

/// <summary>What the files of the log are made of.</summary>
internal sealed record LeafRow
{
    public byte[] Leaf { get; init; } = [];

    private const string Select = "select leaf from leaf where idx >= @from";

    public static Task<List<LeafRow>> From(Session session, long from, long limit) =>
        session.Query<LeafRow>($"{Select} order by idx limit @limit", new { from, limit });

    public static IAsyncEnumerable<LeafRow> Until(Session session, long size) =>
        session.Stream<LeafRow>($"{Select} and idx < @size order by idx", new { from = 0, size });
}
