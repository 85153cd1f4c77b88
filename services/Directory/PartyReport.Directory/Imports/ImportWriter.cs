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
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1), AfterFault = TimeSpan.FromSeconds(30);
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
            // Another process is at it; what it left is looked for again.
            catch (LostRaceException)
            {
                await Pause(LookEvery, stoppingToken);
            }
            catch (Exception e) when (StorageFaults.IsOutage(e))
            {
                LogLater(e.Message);
                await Pause(LookEvery, stoppingToken);
            }
            // A fault of ours outside an import, or in taking one back. Everything else of the directory goes on.
            catch (Exception e)
            {
                LogStuck(e);
                await Pause(AfterFault, stoppingToken);
            }
    }

    private async Task Run(CancellationToken ct)
    {
        while (await log.Read(Next) is { } import)
        {
            if (import.State == ImportRow.Failed) await TakeBack(import.Id, ct);
            else await Write(import, ct);
        }
    }

    // One that failed holds the organisation until its rows are gone: half of an import may be found under way or after a crash.
    private static Task<ImportRow?> Next(Session session) => session.First<ImportRow>(
        $"""
        select {ImportRow.Columns} from import
        where state = @Writing or state = @Failed and id = (select importing from organisation) order by requested_at limit 1
        """, new { ImportRow.Writing, ImportRow.Failed });

    private async Task Write(ImportRow import, CancellationToken ct)
    {
        try
        {
            if (import.Written == 0) LogBegun(import.Id, import.Kind, import.Rows);
            await WriteSlices(import, ct);
            await Complete(import, ct);
            LogCompleted(import.Id, import.Rows);
        }
        // The same slice would meet the same fault for ever, and nobody could change units and posts.
        catch (Exception e) when (e is not (LostRaceException or OperationCanceledException) && !StorageFaults.IsOutage(e))
        {
            await Fail(import.Id, e, ct);
        }
    }

    private async Task Fail(Guid id, Exception fault, CancellationToken ct)
    {
        // Another process may have completed it while this one looked for a slice.
        if (await log.Read(s => ImportRow.Find(s, id)) is not { State: ImportRow.Writing } import) return;
        LogFault(fault, id);
        var key = KeyOf(import, import.Written + 1);
        var failed = log.Types.Write(
            id, import.Written + 1, new ImportFailed(id, import.Written), new EventHeaders(key.Actor, key.Key, []), clock.GetUtcNow());
        var reason = $"{fault.GetType().Name}: {fault.Message}";
        await Commit(import, failed, async s =>
        {
            if (await s.Execute("update import set state = @Failed, failure = @reason, completed_at = @now where id = @id and state = @Writing",
                new { id, ImportRow.Failed, ImportRow.Writing, reason, now = clock.GetUtcNow() }) == 0)
                throw new LostRaceException("Another process ended the import.");
        }, ct);
    }

    // Some at a time: no transaction may last.
    private async Task TakeBack(Guid import, CancellationToken ct)
    {
        while (await log.Write(s => ImportTables.TakeBack(s, import), ct) > 0) { }
        await log.Write(s => ImportTables.Release(s, import), ct);
    }

    // A slice as it will be written.
    private sealed record Ready(NewEvent Event, Func<Session, Task> Rows);

    // Unsealing the next slice, and sealing its names, takes as long as writing this one: both go on at once.
    private async Task WriteSlices(ImportRow import, CancellationToken ct)
    {
        if (import.Written == import.Slices) return;
        var known = new Dictionary<string, long>();
        var next = MakeReady(import, import.Written + 1, known);
        for (var slice = import.Written + 1; slice <= import.Slices; slice++)
        {
            var (e, rows) = await next;
            var following = slice + 1;
            if (following <= import.Slices) next = Task.Run(() => MakeReady(import, following, known), ct);
            await Commit(import, e, async s =>
            {
                await rows(s);
                await s.Later([new Statement("update import set written = @Version where id = @Id", new { import.Id, e.Version })]);
            }, ct);
        }
    }

    private async Task<Ready> MakeReady(ImportRow import, int slice, Dictionary<string, long> known)
    {
        var part = await log.Read(s => s.Scalar<byte[]>(
            "select sealed from import_part where import = @Id and slice = @slice", new { import.Id, slice })) ?? throw new InvalidOperationException($"Slice {slice} is gone.");
        if (import.Kind == ImportRow.Units)
        {
            var units = Parts.Unseal<ImportedUnit>(key, import.Id, part);
            return new(Record(import, slice, new UnitsImported(import.Id, slice, units)), s => ImportTables.Units(s, import.Id, units));
        }
        var posts = Parts.Unseal<PlannedPost>(key, import.Id, part);
        var people = names.Seal([.. posts.Where(p => p.NewName is not null).DistinctBy(p => p.Number).Select(p => (p.Post.Person, p.Number, p.NewName!))], known);
        List<ImportedPost> rows = [.. posts.Select(p => p.Post)];
        return new(Record(import, slice, new PostsImported(import.Id, slice, rows)), async s =>
        {
            await PersonNames.InsertMany(s, import.Id, people);
            await ImportTables.Posts(s, import.Id, rows);
        });
    }

    private Task Complete(ImportRow import, CancellationToken ct) => Commit(
        import, Record(import, import.Slices + 1, new ImportCompleted(import.Id, import.Slices, import.Rows)),
        s => ImportTables.Complete(s, import.Id, Day.Of(clock.GetUtcNow()), clock.GetUtcNow()), ct);

    private static CommandKey KeyOf(ImportRow import, int version) => new("service:directory", $"import/{import.Id:D}/{version}");

    private NewEvent Record(ImportRow import, int version, object value) => log.Types.Write(
        import.Id, version, value, new EventHeaders(import.RequestedBy.ToString("D"), KeyOf(import, version).Key, []), clock.GetUtcNow());

    private Task Commit(ImportRow import, NewEvent e, Func<Session, Task> rows, CancellationToken ct) =>
        log.Commit(KeyOf(import, e.Version), new StoredAnswer { Status = 200 }, [e], rows, ct);

    private async Task Pause(TimeSpan time, CancellationToken ct) =>
        await Task.Delay(time, clock, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    [LoggerMessage(60, LogLevel.Information, "Import {Import} of {Kind} is being written: {Rows} rows. Units and posts are not changed otherwise until it is complete.")]
    private partial void LogBegun(Guid import, string kind, int rows);

    [LoggerMessage(61, LogLevel.Information, "Import {Import} is complete: {Rows} rows.")]
    private partial void LogCompleted(Guid import, int rows);

    [LoggerMessage(62, LogLevel.Warning, "The import waits for the database; it goes on by itself. {Error}")]
    private partial void LogLater(string error);

    [LoggerMessage(63, LogLevel.Error, "Import {Import} could not be written and has failed: nothing of it is seen by anybody, and units and posts are changed again in a moment. Report this fault, and check the file again.")]
    private partial void LogFault(Exception fault, Guid import);

    [LoggerMessage(64, LogLevel.Error, "Imports cannot go on, and units and posts may not be changed meanwhile. It is tried again every 30 seconds. Report this fault.")]
    private partial void LogStuck(Exception fault);
}
