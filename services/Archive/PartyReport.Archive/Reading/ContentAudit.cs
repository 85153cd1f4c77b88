using System.Text.Json;
using PartyReport.Archive.Leaves;
using PartyReport.Archive.Log;
using PartyReport.Contracts;
using PartyReport.Contracts.Archive.Http;
using PartyReport.Contracts.Drafting;
using PartyReport.Contracts.Review;
using PartyReport.Eventing;

namespace PartyReport.Archive.Reading;

/// <summary>One audit in one snapshot, row by row; only the hashes of the texts are held in memory.</summary>
internal sealed class ContentAudit(Session session)
{
    private const int MaxFaults = 100;
    private readonly List<string> _faults = [];
    private readonly Dictionary<string, bool> _blocks = [];
    private readonly TileTree _tree = new();

    public async Task<AuditView> Run(long published)
    {
        await foreach (var block in session.Stream<Content>("select sha256, text from block"))
            _blocks[block.Sha256] = Content.HashOf(block.Text) == block.Sha256;
        var leaves = 0L;
        await foreach (var row in Leaves())
        {
            if (row.Idx != leaves++) Fault($"leaf {leaves - 1}: its row is missing");
            CheckLeaf(row);
            CheckTexts(row);
            _tree.Append([row.LeafHash]);
            if (_tree.Size == published) await CheckRoot(published);
        }
        if (_tree.Size < published) Fault($"checkpoint {published}: only {_tree.Size} leaves are left");
        foreach (var orphan in _blocks.Where(b => !b.Value)) Fault($"block {orphan.Key}: its text no longer has this hash");
        await CheckNumbers();
        return new AuditView(leaves, _blocks.Count, _faults);
    }

    private IAsyncEnumerable<Row> Leaves() => session.Stream<Row>(
        """
        select idx, publisher, stream, version, type, schema_version as schemaversion, occurred_at as occurredat, early, leaf,
               leaf_hash as leafhash, headers, body
        from leaf order by idx
        """);

    private void CheckLeaf(Row row)
    {
        if (!Merkle.Leaf(row.Leaf).AsSpan().SequenceEqual(row.LeafHash)) Fault($"leaf {row.Idx}: its hash is not that of its bytes");
        byte[] again;
        try
        {
            again = Leaf.Of(row.Event, row.Early).Bytes;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException or KeyNotFoundException)
        {
            Fault($"leaf {row.Idx} ({row.Type}): the stored event cannot be read: {e.Message}");
            return;
        }
        if (!again.AsSpan().SequenceEqual(row.Leaf)) Fault($"leaf {row.Idx} ({row.Type}): the stored event no longer makes these bytes");
    }

    private void CheckTexts(Row row)
    {
        switch (row.Type)
        {
            case "drafting.report-revised" when Read<ReportRevised>(row) is { } revised:
                if (Manifest.HashOf(revised.Manifest) != revised.Hash) Fault($"leaf {row.Idx}: revision {revised.Revision} has another hash than its manifest");
                foreach (var entry in revised.Manifest) CheckBlock(entry.Sha256, $"report {revised.Report} revision {revised.Revision} (leaf {row.Idx})");
                break;
            case "review.decision-made" when Read<DecisionMade>(row) is { } decision:
                foreach (var text in decision.Remarks.Select(r => r.Sha256).Append(decision.Opinion).OfType<string>())
                    CheckBlock(text, $"the decision on report {decision.Report} revision {decision.Revision} (leaf {row.Idx})");
                break;
        }
    }

    private void CheckBlock(string sha256, string where)
    {
        if (!_blocks.TryGetValue(sha256, out var good)) Fault($"block {sha256} of {where}: it is missing");
        else if (!good) Fault($"block {sha256} of {where}: its text no longer has this hash");
    }

    private async Task CheckRoot(long published)
    {
        var root = await session.Scalar<byte[]>("select root from checkpoint where size = @published", new { published });
        if (!_tree.Root().AsSpan().SequenceEqual(root)) Fault($"checkpoint {published}: the leaves no longer have its root");
    }

    private async Task CheckNumbers()
    {
        if (await session.Scalar<long>("select count(*) - coalesce(max(number), 0) from filing") != 0) Fault("filing: the running numbers have a gap");
    }

    private void Fault(string fault)
    {
        if (_faults.Count < MaxFaults) _faults.Add(fault);
    }

    // An unreadable body was named with its leaf already.
    private static T? Read<T>(Row row) where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(row.Body, WireJson.Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private sealed record Row
    {
        public long Idx { get; init; }
        public string Publisher { get; init; } = "";
        public Guid Stream { get; init; }
        public int Version { get; init; }
        public string Type { get; init; } = "";
        public int SchemaVersion { get; init; }
        public DateTimeOffset OccurredAt { get; init; }
        public bool Early { get; init; }
        public byte[] Leaf { get; init; } = [];
        public byte[] LeafHash { get; init; } = [];
        public byte[] Headers { get; init; } = [];
        public byte[] Body { get; init; } = [];

        public LoggedEvent Event => new()
        {
            Publisher = Publisher, Stream = Stream, Version = Version, Type = Type, SchemaVersion = SchemaVersion,
            OccurredAt = OccurredAt, Headers = Headers, Body = Body,
        };
    }
}
