using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PartyReport.Contracts;
using PartyReport.Contracts.Directory;
using PartyReport.Directory.Names;
using PartyReport.Eventing;
using PartyReport.Hosting;

namespace PartyReport.Directory.Imports;

/// <summary>
/// Writes imports that were started, a slice a transaction, and goes on where it was stopped. Of two processes that do it at once, one
/// loses each race and writes nothing twice.
/// </summary>
internal sealed partial class ImportWriter(
    [FromKeyedServices(DirectoryModule.Name)] EventLog log, PersonNames names, NamesKey key, TimeProvider clock, ILogger<ImportWriter> logger)
    : BackgroundService
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);
    private readonly SemaphoreSlim _started = new(0);

    /// <summary>An import was started in this process.</summary>
    public void Wake() => _started.Release();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
            try
            {
                await Run(stoppingToken);
                await _started.WaitAsync(LookEvery, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (LostRaceException)
            {
                // Another process is at it; what it left is looked for again.
            }
            catch (Exception e) when (StorageFaults.IsOutage(e))
            {
                LogLater(e.Message);
                await Pause(stoppingToken);
            }
    }

    private async Task Run(CancellationToken ct)
    {
        while (await log.Read(Next) is { } import)
        {
            if (import.Written == 0) LogBegun(import.Id, import.Kind, import.Rows);
            while (import.Written < import.Slices) import = await WriteSlice(import, ct);
            await Complete(import, ct);
            LogCompleted(import.Id, import.Rows);
        }
    }

    private static Task<ImportRow?> Next(Session session) => session.First<ImportRow>(
        $"select {ImportRow.Columns} from import where state = @Writing order by requested_at limit 1", new { ImportRow.Writing });

    private async Task<ImportRow> WriteSlice(ImportRow import, CancellationToken ct)
    {
        var slice = import.Written + 1;
        var sealedPart = await log.Read(s => s.Scalar<byte[]>(
            "select sealed from import_part where import = @Id and slice = @slice", new { import.Id, slice })) ?? throw new LostRaceException("The slice is gone.");
        if (import.Kind == ImportRow.Units)
        {
            var units = Parts.Unseal<ImportedUnit>(key, import.Id, sealedPart);
            await Commit(import, slice, new UnitsImported(import.Id, slice, units), s => ImportTables.Units(s, import.Id, units), ct);
        }
        else
        {
            var posts = Parts.Unseal<PlannedPost>(key, import.Id, sealedPart);
            var people = posts.Where(p => p.NewName is not null).DistinctBy(p => p.Number).Select(p => (p.Post.Person, p.Number, p.NewName!)).ToList();
            List<ImportedPost> rows = [.. posts.Select(p => p.Post)];
            await Commit(import, slice, new PostsImported(import.Id, slice, rows), async s =>
            {
                await names.InsertMany(s, import.Id, people);
                await ImportTables.Posts(s, import.Id, rows);
            }, ct);
        }
        return import with { Written = slice };
    }

    private Task Complete(ImportRow import, CancellationToken ct) => Commit(
        import, import.Slices + 1, new ImportCompleted(import.Id, import.Slices, import.Rows),
        s => ImportTables.Complete(s, import.Id, Day.Of(clock.GetUtcNow()), clock.GetUtcNow()), ct);

    private Task Commit(ImportRow import, int version, object e, Func<Session, Task> rows, CancellationToken ct)
    {
        var id = new CommandKey("service:directory", $"import/{import.Id:D}/{version}");
        var headers = new EventHeaders(import.RequestedBy.ToString("D"), id.Key, []);
        return log.Commit(id, new StoredAnswer { Status = 200 }, [log.Types.Write(import.Id, version, e, headers, clock.GetUtcNow())], async s =>
        {
            await rows(s);
            if (version <= import.Slices)
                await s.Later([new Statement("update import set written = @version where id = @Id", new { import.Id, version })]);
        }, ct);
    }

    private async Task Pause(CancellationToken ct) =>
        await Task.Delay(LookEvery, clock, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    [LoggerMessage(60, LogLevel.Information, "Import {Import} of {Kind} is being written: {Rows} rows. Units and posts are not changed otherwise until it is complete.")]
    private partial void LogBegun(Guid import, string kind, int rows);

    [LoggerMessage(61, LogLevel.Information, "Import {Import} is complete: {Rows} rows.")]
    private partial void LogCompleted(Guid import, int rows);

    [LoggerMessage(62, LogLevel.Warning, "The import waits for the database; it goes on by itself. {Error}")]
    private partial void LogLater(string error);
}
