namespace PartyReport.EndToEnd.Tests;

/// <summary>The six processes with a broker and a database of their own, started as an operator starts them.</summary>
public sealed class Fleet : IAsyncLifetime
{
    public static readonly string[] Services = ["directory", "drafting", "review", "archive", "notification", "gateway"];

    /// <summary>The folder that holds everything; below /tmp, because the database's own user must reach it.</summary>
    public string Folder { get; } = System.IO.Directory.CreateTempSubdirectory("partyreport-fleet-").FullName;

    public Uri Address { get; private set; } = null!;

    public string ArchiveLog => Path.Combine(Folder, "data", "archive", "archive", "log");

    public string VerifierKey => Path.Combine(Folder, "data", "archive", "archive", "log.vkey");

    public ValueTask InitializeAsync() => Start([]);

    internal async ValueTask Start((string Name, string Value)[] environment)
    {
        var up = await Up(environment);
        up.Code.ShouldBe(0, up.Error);
        Address = new Uri(up.Output.TrimEnd().Split(' ')[^1]);
    }

    public async ValueTask DisposeAsync()
    {
        var down = await Shell.Run("deploy/local/down.sh", [Folder]);
        down.Code.ShouldBe(0, down.Error);
        System.IO.Directory.Delete(Folder, recursive: true);
    }

    internal Task<Ended> Up(params (string Name, string Value)[] environment) =>
        Shell.Run("deploy/local/up.sh", ["--port", Port().ToString(System.Globalization.CultureInfo.InvariantCulture), Folder],
            [("PARTYREPORT_BIN", Programs), ("PARTYREPORT_CONFIGURATION", Configuration), .. environment]);

    /// <summary>kill -9 of one part.</summary>
    public async Task Kill(string part) => (await Script(part switch
    {
        "broker" => ("deploy/local/servers.sh", ["kill-broker", Folder]),
        "postgres" => ("deploy/local/servers.sh", ["kill-postgres", Folder]),
        _ => ("deploy/local/kill.sh", new[] { part, Folder }),
    })).Code.ShouldBe(0, part);

    /// <summary>Starts a part again; it answers when this returns.</summary>
    public async Task Start(string part)
    {
        var started = await Script(part switch
        {
            "broker" => ("deploy/local/servers.sh", ["start-broker", Folder]),
            "postgres" => ("deploy/local/servers.sh", ["start-postgres", Folder]),
            _ => ("deploy/local/start.sh", new[] { part, Folder }),
        });
        started.Code.ShouldBe(0, part + started.Error);
    }

    private static Task<Ended> Script((string Name, string[] Args) script) => Shell.Run(script.Name, script.Args);

    // The programs that were built with this test.
    private static string Programs => new DirectoryInfo(AppContext.BaseDirectory).Parent!.Parent!.FullName;

    private static string Configuration => new DirectoryInfo(AppContext.BaseDirectory).Name;

    private static int Port()
    {
        using var probe = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        probe.Start();
        return ((System.Net.IPEndPoint)probe.LocalEndpoint).Port;
    }
}
