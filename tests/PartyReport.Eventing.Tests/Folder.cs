using Microsoft.Data.Sqlite;

namespace PartyReport.Eventing.Tests;

/// <summary>A data folder of its own, gone after the test.</summary>
internal sealed class Folder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("partyreport-").FullName;

    public string File(string service) => System.IO.Path.Combine(Path, service + ".db");

    public EventLog Open(string service, TimeProvider? clock = null, Wakeups? wakeups = null) => new(
        service, new SqliteFile(File(service), typeof(EventLog).Assembly), new EventTypes(),
        wakeups ?? new Wakeups(), clock ?? TimeProvider.System);

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(Path, recursive: true);
    }
}
