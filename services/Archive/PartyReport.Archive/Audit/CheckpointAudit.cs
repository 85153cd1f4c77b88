using PartyReport.Eventing;

namespace PartyReport.Archive;

/// <summary>Computes the root again from the leaves and holds it against every checkpoint on the way.</summary>
internal sealed class CheckpointAudit(Session session, LogKey key, Faults faults)
{
    private const int Batch = 256;
    private readonly Frontier _tree = new();
    private readonly Queue<Checkpoint> _next = new();
    private long _read;
    private bool _all;

    public async Task Add(AuditRow row)
    {
        _tree.Add(Merkle.Leaf(row.Leaf));
        if (await Next() is { } checkpoint && checkpoint.Size <= _tree.Size) Check(_next.Dequeue());
    }

    /// <summary>Names the checkpoints that no leaf reached, and a published one that the rows do not hold.</summary>
    public async Task Close(Checkpoint? published)
    {
        while (await Next() is not null) Check(_next.Dequeue());
        if (published is null) return;
        var row = await Checkpoint.OfSize(session, published.Size);
        faults.Unless(row?.Note == published.Note, $"checkpoint {published.Size}: its row is not the published one");
    }

    private async Task<Checkpoint?> Next()
    {
        if (_next.Count == 0 && !_all)
        {
            var read = await Checkpoint.After(session, _read, Batch);
            foreach (var checkpoint in read) _next.Enqueue(checkpoint);
            if (read is []) _all = true;
            else _read = read[^1].Size;
        }
        return _next.TryPeek(out var next) ? next : null;
    }

    private void Check(Checkpoint checkpoint)
    {
        if (checkpoint.Size != _tree.Size)
        {
            faults.Add($"checkpoint {checkpoint.Size}: there are only {_tree.Size} leaves");
            return;
        }
        faults.Unless(_tree.Root.AsSpan().SequenceEqual(checkpoint.Root), $"checkpoint {checkpoint.Size}: the leaves no longer give its root");
        faults.Unless(key.Sign(checkpoint.Size, checkpoint.Root).Note == checkpoint.Note, $"checkpoint {checkpoint.Size}: its note is not signed by this log");
    }
}
