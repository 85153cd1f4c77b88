using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PartyReport.Eventing;
using ActivitySource = System.Diagnostics.ActivitySource;

namespace PartyReport.Archive;

/// <summary>
/// Seals the trail: writes the files of new leaves, then the row of their checkpoint, then publishes it. Each step is
/// durable before the next, so a crash between any two leaves a log that outsiders accept.
/// </summary>
internal sealed partial class LogPublisher(
    [FromKeyedServices(ArchiveModule.Name)] EventLog log, ArchiveFolder folder, PublishedLog published, Wakeups wakeups,
    TimeProvider clock, ILogger<LogPublisher> logger) : BackgroundService
{
    public static readonly ActivitySource Source = new("PartyReport.Archive");
    private const int MostLeaves = 4096;
    // A checkpoint is a dozen writes to the disk, however many leaves it covers: those that come in a quarter of a second after one share
    // the next. After a round that sealed nothing there is no rest, so that a leaf that comes alone is sealed at once.
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1), Rest = TimeSpan.FromMilliseconds(250);
    private LogKey? _key;
    private RightEdge _edge = new();
    private Checkpoint? _newest;
    private bool _failing;

    /// <summary>Key of the log, once it is open.</summary>
    public LogKey? Key => _key;

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            await Open();
        }
        // A database that is away is waited for; whatever does not belong together must be seen at the start.
        catch (Exception e) when (StorageFaults.IsOutage(e))
        {
            LogOutage(e.Message);
            _failing = true;
        }
        await base.StartAsync(cancellationToken);
    }

    /// <summary>Checks what is there and mends what a crash left. Throws when rows, files and key do not belong together.</summary>
    public async Task Open()
    {
        folder.Make();
        var startUp = new StartUp(log, folder);
        await startUp.CheckPublished();
        var newest = await log.Read(Checkpoint.NewestTwo);
        _newest = newest.FirstOrDefault();
        var key = KeyFiles.Open(folder, _newest);
        _edge = await startUp.Edge(_newest);
        if (_newest is not null) Publish(_newest, newest.ElementAtOrDefault(1)?.Size ?? 0);
        // Last: nothing is signed unless everything before it went well.
        _key = key;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var (grown, before) = (wakeups.Next(ArchiveModule.Name), _edge.Size);
            if (await TryOnce(stoppingToken)) continue;
            if (_edge.Size > before) await Task.Delay(Rest, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await grown.WaitAsync(Poll, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Seals the next batch. True when there may be more.</summary>
    public async Task<bool> Once(CancellationToken ct)
    {
        var rows = await log.Read(s => LeafRow.From(s, _edge.Size, MostLeaves));
        if (rows.Count > 0) await Extend(rows, ct);
        if (_newest is not null && published.Size < _newest.Size) Publish(_newest, published.Size);
        return rows.Count == MostLeaves;
    }

    private async Task<bool> TryOnce(CancellationToken ct)
    {
        try
        {
            if (_key is null) await Open();
            var more = await Once(ct);
            _failing = false;
            return more;
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            return false;
        }
        // The edge moves only with the row, so the next round begins where this one did.
        catch (Exception e) when (e is IOException or UnauthorizedAccessException || StorageFaults.IsOutage(e))
        {
            // It is tried again every second; one alarm is enough until it is over.
            if (!_failing) LogOutage(e.Message);
            _failing = true;
            return false;
        }
    }

    private async Task Extend(List<LeafRow> rows, CancellationToken ct)
    {
        var edge = _edge.Copy();
        using (Source.StartActivity("archive.tiles"))
        {
            foreach (var row in rows)
                foreach (var file in edge.Add(row.Leaf)) folder.Write(file);
            foreach (var file in edge.Partials()) folder.Write(file);
        }
        var checkpoint = _key!.Sign(edge.Size, edge.Root());
        using (Source.StartActivity("archive.checkpoint-row"))
            await log.Write(s => checkpoint.Insert(s, clock.GetUtcNow()), ct);
        (_edge, _newest) = (edge, checkpoint);
    }

    private void Publish(Checkpoint checkpoint, long before)
    {
        using (Source.StartActivity("archive.publish"))
            folder.Mend(new LogFile("checkpoint", Encoding.UTF8.GetBytes(checkpoint.Note)));
        published.Checkpoint = checkpoint;
        folder.DeletePartials(before, checkpoint.Size);
        wakeups.Signal(Sealed);
    }

    /// <summary>Wakes who waits for the next published checkpoint.</summary>
    public const string Sealed = "archive.sealed";

    public override void Dispose()
    {
        _key?.Dispose();
        base.Dispose();
    }

    [LoggerMessage(42, LogLevel.Error,
        "The published log could not be extended; entries stay unsealed. Free disk space, mend the disk or start the database; it goes on by itself. {Error}")]
    private partial void LogOutage(string error);
}
