using System.Reflection;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using PartyReport.Eventing;

namespace PartyReport.Servers;

/// <summary>What a module keeps its data in.</summary>
public enum Engine
{
    /// <summary>A file in the data folder.</summary>
    Sqlite,

    /// <summary>A schema in a database.</summary>
    Postgres,
}

/// <summary>Where a module under test keeps its data: a folder, and a database when the engine is PostgreSQL. Gone after the test.</summary>
public sealed class ModuleData : IAsyncDisposable
{
    private readonly string _name;
    private readonly Assembly[] _modules;

    private ModuleData(string name, Assembly[] modules, PostgresModule? postgres) => (_name, _modules, Postgres) = (name, modules, postgres);

    public string Folder { get; } = Directory.CreateTempSubdirectory("partyreport-").FullName;

    /// <summary>The module's database; null when the engine is SQLite.</summary>
    public PostgresModule? Postgres { get; }

    /// <summary>Settings of a host of the module.</summary>
    public IEnumerable<KeyValuePair<string, string?>> Settings =>
    [
        new(EventingSetup.FolderSetting, Folder),
        .. Postgres is null ? Array.Empty<KeyValuePair<string, string?>>() : [new(EventingSetup.PostgresSetting, Postgres.Runtime)],
    ];

    /// <param name="modules">Assemblies that bring events and scripts; Eventing's come by themselves.</param>
    public static async Task<ModuleData> Create(Engine engine, string name, params Assembly[] modules) => new(
        name, modules, engine == Engine.Sqlite ? null : await PostgresModule.Create(name, [typeof(EventLog).Assembly, .. modules]));

    /// <summary>Opens the module's log without a host.</summary>
    public EventLog Open(TimeProvider? clock = null, Wakeups? wakeups = null)
    {
        var time = clock ?? TimeProvider.System;
        return new EventLog(_name, Storage(time), new EventTypes(_modules), wakeups ?? new Wakeups(), time);
    }

    /// <summary>Registers the log of another service, for its events to be followed: a file, whatever the module's own engine is.</summary>
    public void AddPublisher(IServiceCollection services, string publisher) => services.AddKeyedSingleton(publisher, (provider, _) => new EventLog(
        publisher, new SqliteFile(Path.Combine(Folder, publisher + ".db"), typeof(EventLog).Assembly), new EventTypes(),
        provider.GetRequiredService<Wakeups>(), provider.GetRequiredService<TimeProvider>()));

    private IStorage Storage(TimeProvider clock) => Postgres is null
        ? new SqliteFile(Path.Combine(Folder, _name + ".db"), [typeof(EventLog).Assembly, .. _modules])
        : new PostgresSchema(Postgres.Runtime, _name, new HighWaterFile(Path.Combine(Folder, _name + ".high-water"), clock));

    public async ValueTask DisposeAsync()
    {
        if (Postgres is not null) await Postgres.DisposeAsync();
        SqliteConnection.ClearAllPools();
        Directory.Delete(Folder, recursive: true);
    }
}
