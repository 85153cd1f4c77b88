using System.Globalization;
using PartyReport.FreePorts;

namespace PartyReport.SixProcesses;

/// <summary>The six processes with a broker and a database of their own, started as an operator starts them.</summary>
public class Fleet : IAsyncDisposable
{
    public const string Broker = "broker", Postgres = "postgres";
    public static readonly string[] Services = ["directory", "drafting", "review", "archive", "notification", "gateway"];

    /// <summary>The folder that holds everything; below /tmp, because the database's own user must reach it.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("partyreport-fleet-").FullName;

    public Uri Address { get; private set; } = null!;

    public string ArchiveLog => Path.Combine(Folder, "data", "archive", "archive", "log");

    public string VerifierKey => Path.Combine(Folder, "data", "archive", "archive", "log.vkey");

    /// <summary>Starts everything.</summary>
    public async Task Up(params (string Name, string Value)[] environment)
    {
        var up = await TryUp(environment);
        Address = new Uri(up.OrThrow("up.sh").Output.TrimEnd().Split(' ')[^1]);
    }

    /// <summary>Starts everything, or tells why not.</summary>
    public Task<Ended> TryUp(params (string Name, string Value)[] environment) =>
        Shell.Run("deploy/local/up.sh", ["--port", Ports.Free().ToString(CultureInfo.InvariantCulture), Folder],
            [("PARTYREPORT_BIN", Programs), ("PARTYREPORT_CONFIGURATION", Configuration), .. environment]);

    /// <summary>Stops everything; the folder stays.</summary>
    public async Task Down() => (await Shell.Run("deploy/local/down.sh", [Folder])).OrThrow("down.sh");

    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await Down();
        Directory.Delete(Folder, recursive: true);
    }

    /// <summary>kill -9 of one part.</summary>
    public async Task Kill(string part) => (await Script(part switch
    {
        Broker => ("deploy/local/servers.sh", ["kill-broker", Folder]),
        Postgres => ("deploy/local/servers.sh", ["kill-postgres", Folder]),
        _ => ("deploy/local/kill.sh", new[] { part, Folder }),
    })).OrThrow("kill of " + part);

    /// <summary>Starts a part again; it answers when this returns.</summary>
    public async Task Start(string part) => (await TryStart(part)).OrThrow("start of " + part);

    /// <summary>Starts a part again, or tells why it does not answer.</summary>
    public Task<Ended> TryStart(string part) => Script(part switch
    {
        Broker => ("deploy/local/servers.sh", ["start-broker", Folder]),
        Postgres => ("deploy/local/servers.sh", ["start-postgres", Folder]),
        _ => ("deploy/local/start.sh", new[] { part, Folder }),
    });

    /// <summary>Checks a published log by the program that outsiders use.</summary>
    public static Task<Ended> Verify(string log, string key) =>
        Shell.Run(Path.Combine(Programs, "PartyReport.Verify", Configuration, "PartyReport.Verify"), ["log", log, "--key", key]);

    /// <summary>The folder of the programs that were built with this one.</summary>
    public static string Programs => new DirectoryInfo(AppContext.BaseDirectory).Parent!.Parent!.FullName;

    public static string Configuration => new DirectoryInfo(AppContext.BaseDirectory).Name;

    private static Task<Ended> Script((string Name, string[] Args) script) => Shell.Run(script.Name, script.Args);
}
