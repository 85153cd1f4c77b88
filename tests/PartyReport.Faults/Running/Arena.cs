using Npgsql;
using PartyReport.SixProcesses;

namespace PartyReport.Faults;

/// <summary>A fleet under trial, with everything that is recorded about it.</summary>
internal sealed class Arena : IAsyncDisposable
{
    private readonly List<Wire> _wires = [];
    private Watch _watch = null!;
    private Func<string, Task>? _after;

    private Arena(string evidence)
    {
        Directory.CreateDirectory(evidence);
        Evidence = evidence;
        History = new History(Path.Combine(evidence, "history.part.jsonl"));
        Processes = new Processes(Fleet);
    }

    public Fleet Fleet { get; } = new();
    public Processes Processes { get; }
    public History History { get; }
    public string Evidence { get; }
    public List<PlantedRow> Planted { get; } = [];

    /// <summary>Connection of the superuser to the product's database, past every wire.</summary>
    public string Postgres => $"Host=127.0.0.1;Port={Port("postgres")};Database=partyreport;Username=postgres;Password={Secret("postgres")};Timeout=5;Command Timeout=60";

    /// <summary>Connection of the role that owns a service's schema.</summary>
    public string Owner(string service) =>
        $"Host=127.0.0.1;Port={Port("postgres")};Database=partyreport;Username=partyreport_{service}_owner;Password={Secret($"partyreport_{service}_owner")}";

    public string Broker => $"amqp://partyreport:{Secret("rabbitmq")}@127.0.0.1:{Port("rabbitmq")}/";

    /// <summary>Starts everything; <paramref name="before"/> may prepare the folder and <paramref name="after"/> puts it in order.</summary>
    public static async Task<Arena> Start(string evidence, Func<string, Task>? before = null, Func<string, Task>? after = null)
    {
        var arena = new Arena(evidence) { _after = after };
        try
        {
            if (before is not null) await before(arena.Fleet.Folder);
            await arena.Fleet.Up();
            arena._watch = new Watch(arena.Fleet.ArchiveLog);
            return arena;
        }
        catch
        {
            await arena.DisposeAsync();
            throw;
        }
    }

    public Load Load(double aSecond, CancellationToken ct, int workers = 12, TimeSpan? patience = null) =>
        new(Fleet.Address, History, aSecond, workers, patience, ct);

    /// <summary>Puts a wire before the broker and one before the database, for one service each, and starts them anew behind them.</summary>
    public async Task<IReadOnlyDictionary<string, (Wire Broker, Wire Database)>> Rewire()
    {
        var wires = new Dictionary<string, (Wire, Wire)>();
        foreach (var service in Tables.Services)
        {
            var (broker, database) = (new Wire(Port("rabbitmq")), new Wire(Port("postgres")));
            _wires.AddRange([broker, database]);
            wires[service] = (broker, database);
            var file = Path.Combine(Fleet.Folder, "secrets", service + ".env");
            File.WriteAllText(file, File.ReadAllText(file)
                .Replace($"Port={Port("postgres")}", $"Port={database.Port}", StringComparison.Ordinal)
                .Replace($":{Port("rabbitmq")}/", $":{broker.Port}/", StringComparison.Ordinal));
            await Fleet.Kill(service);
        }
        await Task.WhenAll(Tables.Services.Select(Fleet.Start));
        return wires;
    }

    public async Task Execute(string sql, CancellationToken ct)
    {
        await using var connection = new NpgsqlConnection(Postgres);
        await connection.OpenAsync(ct);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>One value, or null while the database is away.</summary>
    public async Task<T?> Ask<T>(string sql, CancellationToken ct) where T : struct
    {
        try
        {
            await using var connection = new NpgsqlConnection(Postgres + ";Pooling=false");
            await connection.OpenAsync(ct);
            await using var command = new NpgsqlCommand(sql, connection);
            return await command.ExecuteScalarAsync(ct) is T value ? value : null;
        }
        catch (NpgsqlException)
        {
            return null;
        }
    }

    /// <summary>Starts whatever a scenario that went wrong left lying.</summary>
    public async Task Mend()
    {
        foreach (var part in new[] { Fleet.Broker, Fleet.Postgres }.Concat(Fleet.Services)) await Fleet.Start(part);
    }

    /// <summary>kill -9 of every service; the broker then has back what they had taken and not acknowledged.</summary>
    public async Task KillServices(CancellationToken ct)
    {
        foreach (var service in Fleet.Services) await Processes.Kill(service);
        await Waiting.Last(TimeSpan.FromSeconds(1), ct);
    }

    public Task<bool> Settled(TimeSpan patience, CancellationToken ct) => Waiting.Until(async () => await Settling.Rest(this, ct) == 0, patience, ct);

    /// <summary>Everything there is to know, as files and as rows.</summary>
    public async Task<Evidence> Collect(CancellationToken ct)
    {
        Copy(Fleet.ArchiveLog, Path.Combine(Evidence, "log"));
        File.Copy(Fleet.VerifierKey, Path.Combine(Evidence, "log.vkey"), overwrite: true);
        var evidence = await new Tables(Postgres).Read(new Evidence
        {
            Folder = Evidence, History = History.All, Planted = [.. Planted], Sizes = _watch.Sizes,
            Alarms = Faults.Alarms.Read(Path.Combine(Fleet.Folder, "logs")), Queues = await Faults.Broker.Queues(Broker, ct),
        }, ct);
        EvidenceFolder.Save(evidence, Evidence);
        return evidence;
    }

    public async ValueTask DisposeAsync()
    {
        if (_watch is not null) await _watch.DisposeAsync();
        await Fleet.Down();
        if (_after is not null) await _after(Fleet.Folder);
        await Fleet.DisposeAsync();
        foreach (var wire in _wires) wire.Dispose();
        History.Dispose();
    }

    public int Port(string name) => int.Parse(File.ReadAllText(Path.Combine(Fleet.Folder, "ports", name)), System.Globalization.CultureInfo.InvariantCulture);

    private string Secret(string name) => File.ReadAllText(Path.Combine(Fleet.Folder, "secrets", name)).Trim();

    private static void Copy(string from, string to)
    {
        if (Directory.Exists(to)) Directory.Delete(to, recursive: true);
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target, overwrite: true);
        }
    }
}
