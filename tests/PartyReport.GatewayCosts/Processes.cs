using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using PartyReport.FreePorts;

namespace PartyReport.GatewayCosts;

/// <summary>A back end and two gateways, each this program again in a process of its own.</summary>
internal sealed class Processes : IAsyncDisposable
{
    public const string BackEnd = "back-end", Bare = "bare", Ours = "ours";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private readonly Dictionary<string, Process> _running = [];
    private readonly Dictionary<string, int> _ports = [];
    // What they leave behind, because they are killed.
    private readonly string _folder = Directory.CreateTempSubdirectory("partyreport-gateway-costs-").FullName;

    public int Port(string name) => _ports[name];

    /// <summary>Processor seconds that one has used.</summary>
    public double Seconds(string name)
    {
        _running[name].Refresh();
        return _running[name].TotalProcessorTime.TotalSeconds;
    }

    public static async Task<Processes> Start(string sabotage)
    {
        var processes = new Processes();
        foreach (var name in new[] { BackEnd, Bare, Ours }) processes._ports[name] = Ports.Free();
        await processes.Start(BackEnd);
        await processes.Start(Bare, processes.Argument(BackEnd));
        await processes.Start(Ours, [processes.Argument(BackEnd), .. sabotage.Length > 0 ? ["--sabotage", sabotage] : Array.Empty<string>()]);
        return processes;
    }

    public async ValueTask DisposeAsync()
    {
        // The back end last: a gateway would complain of it.
        foreach (var process in _running.Values.Reverse())
        {
            using var _ = process;
            if (!process.HasExited) process.Kill();
            await process.WaitForExitAsync();
        }
        Directory.Delete(_folder, recursive: true);
    }

    private string Argument(string name) => _ports[name].ToString(CultureInfo.InvariantCulture);

    private async Task Start(string name, params string[] arguments)
    {
        var process = _running[name] = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, [name, Argument(name), .. arguments])
        {
            RedirectStandardOutput = true, Environment = { ["TMPDIR"] = _folder },
        })!;
        // The last line of this program's own output is the figures.
        process.OutputDataReceived += (_, line) => Console.Error.WriteLine(line.Data);
        process.BeginOutputReadLine();
        using var patience = new CancellationTokenSource(Patience);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!await Listens(_ports[name]))
        {
            if (process.HasExited) throw new InvalidOperationException($"{name} ended with {process.ExitCode}.");
            await timer.WaitForNextTickAsync(patience.Token);
        }
    }

    private static async Task<bool> Listens(int port)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
