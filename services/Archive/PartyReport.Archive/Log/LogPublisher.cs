using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PartyReport.Archive.Leaves;
using PartyReport.Eventing;

namespace PartyReport.Archive.Log;

/// <summary>
/// Turns leaf rows into the published log: bundles and tiles first, then the checkpoint's row, then the checkpoint. A crash
/// between any two leaves a log that verifies; what is missing is written again from the rows, in the same bytes.
/// </summary>
internal sealed partial class LogPublisher(
    [FromKeyedServices(ArchiveModule.Name)] EventLog log, LogFolder folder, Sequencer sequencer, Wakeups wakeups, TimeProvider clock,
    ILogger<LogPublisher> logger) : BackgroundService
{
    private const int MaxBatch = 16 * TileTree.Width;
    private static readonly System.Diagnostics.ActivitySource Spans = new("PartyReport.Archive");
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private SigningKey? _key;
    private TileTree _tree = new();
    private long _published;

    /// <summary>Size of the published checkpoint; leaves below it are sealed.</summary>
    public long Published => Interlocked.Read(ref _published);

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        var last = await log.Read(s => s.First<CheckpointRow>("select size, root, note from checkpoint order by size desc limit 1"));
        await RefuseForeignCheckpoint();
        _key = SigningKey.Open(folder, logExists: last is not null);
        if (last is not null) await Resume(last);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var grown = wakeups.Next(ArchiveModule.Name);
            if (await Once(stoppingToken)) continue;
            await grown.WaitAsync(Poll, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Publishes one batch; true when there may be more.</summary>
    internal async Task<bool> Publish(CancellationToken ct)
    {
        var size = await log.Read(s => s.Scalar<long>("select coalesce(max(idx) + 1, 0) from leaf"));
        if (size <= _tree.Size) return false;
        size = Math.Min(size, _tree.Size + MaxBatch);
        var written = await WriteTo(size);
        await Seal(size, ct);
        foreach (var full in written.Where(t => t.Hashes.Length == TileTree.Width)) folder.DropPartials(full.Level, full.Index);
        return true;
    }

    private async Task<bool> Once(CancellationToken ct)
    {
        try
        {
            if (await sequencer.AnyHeldFor(Patience))
                foreach (var early in await sequencer.LogEarly(Patience, ct)) LogEarly(early);
            return await Publish(ct);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            return false;
        }
        // Nothing is lost: the rows stand. The tree in memory may be ahead of the files, so start again from the last checkpoint.
        catch (Exception e) when (e is IOException or UnauthorizedAccessException || SqliteFile.IsOutage(e))
        {
            LogOutage(e);
            _tree = new TileTree();
            if (await LastRow() is { } last) await Rebuild(last.Size);
            return false;
        }
    }

    private Task<CheckpointRow?> LastRow() =>
        log.Read(s => s.First<CheckpointRow>("select size, root, note from checkpoint order by size desc limit 1"));

    /// <summary>Bundles and tiles of all leaves up to a size, durable when this returns.</summary>
    private async Task<List<Tile>> WriteTo(long size)
    {
        var from = _tree.Size;
        var start = from / TileTree.Width * TileTree.Width;
        var rows = await log.Read(s => s.Query<LeafRow>(
            "select leaf, leaf_hash as leafhash from leaf where idx >= @start and idx < @size order by idx", new { start, size }));
        using var span = Spans.StartActivity("archive.tiles");
        foreach (var (bundle, i) in rows.Chunk(TileTree.Width).Select((b, i) => (b, i)))
            folder.WriteBundle(start / TileTree.Width + i, [.. bundle.Select(r => r.Leaf)]);
        var tiles = _tree.Append(rows.Skip((int)(from - start)).Select(r => r.LeafHash));
        foreach (var tile in tiles) folder.WriteTile(tile);
        return tiles;
    }

    private async Task Seal(long size, CancellationToken ct)
    {
        var (root, note) = (_tree.Root(), _key!.Checkpoint(size, _tree.Root()));
        using (Spans.StartActivity("archive.checkpoint-row"))
            await log.Write(s => s.Execute(
                "insert into checkpoint (size, root, note, made_at) values (@size, @root, @note, @now)",
                new { size, root, note, now = clock.GetUtcNow() }), ct);
        using (Spans.StartActivity("archive.publish"))
            folder.WriteCheckpoint(note);
        Interlocked.Exchange(ref _published, size);
    }

    /// <summary>A published checkpoint without its row means that the database forgot what the world has seen.</summary>
    private async Task RefuseForeignCheckpoint()
    {
        if (folder.ReadCheckpoint() is not { } note) return;
        if (await log.Read(s => s.Scalar<int>("select exists (select 1 from checkpoint where note = @note)", new { note })) == 0)
            throw new InvalidOperationException(
                "The published checkpoint is not in archive.db: the database was restored from an older copy than the log, or the log was changed. " +
                "Restore the whole data folder from one moment; never publish a second history.");
    }

    private async Task Resume(CheckpointRow last)
    {
        try
        {
            _tree = TileTree.Of(last.Size, folder.ReadPartialTile);
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            _tree = new TileTree();
        }
        if (_tree.Size != last.Size || !_tree.Root().AsSpan().SequenceEqual(last.Root)) await Rebuild(last.Size);
        if (!_tree.Root().AsSpan().SequenceEqual(last.Root))
            throw new InvalidOperationException($"The leaves in archive.db do not have the root of checkpoint {last.Size}: they were changed. Restore the data folder.");
        await WriteLastBundle(last.Size);
        if (folder.ReadCheckpoint() != last.Note) folder.WriteCheckpoint(last.Note);
        Interlocked.Exchange(ref _published, last.Size);
    }

    private async Task Rebuild(long size)
    {
        _tree = new TileTree();
        while (_tree.Size < size) await WriteTo(Math.Min(size, _tree.Size + MaxBatch));
    }

    private async Task WriteLastBundle(long size)
    {
        var start = (size - 1) / TileTree.Width * TileTree.Width;
        var rows = await log.Read(s => s.Query<LeafRow>(
            "select leaf, leaf_hash as leafhash from leaf where idx >= @start and idx < @size order by idx", new { start, size }));
        folder.WriteBundle(start / TileTree.Width, [.. rows.Select(r => r.Leaf)]);
    }

    public override void Dispose()
    {
        _key?.Dispose();
        base.Dispose();
    }

    private sealed record LeafRow
    {
        public byte[] Leaf { get; init; } = [];
        public byte[] LeafHash { get; init; } = [];
    }

    private sealed record CheckpointRow
    {
        public long Size { get; init; }
        public byte[] Root { get; init; } = [];
        public string Note { get; init; } = "";
    }

    [LoggerMessage(30, LogLevel.Critical,
        "Logged early, before its cause: {Event}. The service that holds the cause is behind or lost it; compare its log with the archive's.")]
    private partial void LogEarly(string @event);

    [LoggerMessage(31, LogLevel.Error, "The log could not be published. Free disk space or mend the disk; it goes on by itself.")]
    private partial void LogOutage(Exception e);
}
