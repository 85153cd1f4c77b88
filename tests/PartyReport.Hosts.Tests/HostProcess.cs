using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Runtime.InteropServices;
using PartyReport.FreePorts;

namespace PartyReport.Hosts.Tests;

/// <summary>How a process ended.</summary>
internal sealed record Ended(int Code, string Output, string Error);

/// <summary>The built program of a service, started as a process of its own.</summary>
internal sealed class HostProcess : IAsyncDisposable
{
    public static readonly string[] Modules = ["Directory", "Drafting", "Review", "Archive", "Notification"];
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private readonly Process _process;
    private readonly Task<string> _output, _error;

    private HostProcess(Process process, int port)
    {
        _process = process;
        (_output, _error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        Http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
    }

    public int Id => _process.Id;

    public HttpClient Http { get; }

    /// <summary>Starts and goes on. Settings are names and values of the environment; nothing else of this program is in it.</summary>
    public static HostProcess Start(string module, IEnumerable<KeyValuePair<string, string>> settings, params string[] args)
    {
        var name = $"PartyReport.{module}.Host";
        var mine = new DirectoryInfo(AppContext.BaseDirectory);
        var program = Path.Combine(mine.Parent!.Parent!.FullName, name, mine.Name, name);
        var start = new ProcessStartInfo(program, args) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment.Clear();
        start.Environment["DOTNET_ROOT"] = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        var port = Ports.Free();
        start.Environment["ASPNETCORE_URLS"] = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}");
        foreach (var (key, value) in settings) start.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        return new HostProcess(Process.Start(start)!, port);
    }

    /// <summary>Runs to the end.</summary>
    public static async Task<Ended> Run(string module, IEnumerable<KeyValuePair<string, string>> settings, params string[] args)
    {
        await using var host = Start(module, settings, args);
        return await host.End();
    }

    /// <summary>Waits until an address answers with a status; returns the body.</summary>
    public async Task<string> Answers(string path, HttpStatusCode status)
    {
        using var limit = new CancellationTokenSource(Patience);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        var seen = "nothing";
        try
        {
            while (true)
            {
                if (_process.HasExited)
                    throw new InvalidOperationException($"{path}: the process ended, {_process.ExitCode}. {await _output}{await _error}");
                try
                {
                    using var response = await Http.GetAsync(path, limit.Token);
                    seen = $"{(int)response.StatusCode} {await response.Content.ReadAsStringAsync(limit.Token)}";
                    if (response.StatusCode == status) return await response.Content.ReadAsStringAsync(limit.Token);
                }
                catch (HttpRequestException e)
                {
                    seen = e.Message;
                }
                await timer.WaitForNextTickAsync(limit.Token);
            }
        }
        catch (OperationCanceledException e)
        {
            throw new TimeoutException($"Waited until {path} answers {(int)status}; last seen {seen}.", e);
        }
    }

    public Task Terminate() => Signal("-TERM");

    /// <summary>Asks to stop, as systemd and container engines do.</summary>
    public async Task<Ended> Stop()
    {
        await Terminate();
        return await End();
    }

    public async Task<Ended> End()
    {
        await _process.WaitForExitAsync().WaitAsync(Patience);
        return new Ended(_process.ExitCode, await _output, await _error);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (!_process.HasExited) _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private async Task Signal(string signal)
    {
        using var kill = Process.Start("kill", [signal, Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }
}
