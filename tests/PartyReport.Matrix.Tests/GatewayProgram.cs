using System.Diagnostics;
using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace PartyReport.Matrix.Tests;

/// <summary>The gateway's own program, run in this process without services behind it, to be asked what it answers to.</summary>
internal static class GatewayProgram
{
    private const string Name = "PartyReport.Gateway.Host";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static async Task<IReadOnlyList<Route>> Routes()
    {
        var folder = System.IO.Directory.CreateTempSubdirectory("partyreport-matrix-").FullName;
        using var hosts = new Listeners();
        var run = Task.Run(() => (int)Assembly.Load(Name).EntryPoint!.Invoke(null, [Settings(folder)])!);
        if (await Task.WhenAny(hosts.Built, run).WaitAsync(Patience) == run) throw new InvalidOperationException($"The gateway ended with {await run}.");
        var host = await hosts.Built;
        var (life, started) = (host.Services.GetRequiredService<IHostApplicationLifetime>(), new TaskCompletionSource());
        await using (life.ApplicationStarted.Register(started.SetResult)) await started.Task.WaitAsync(Patience);
        var routes = Route.Of(host.Services);
        life.StopApplication();
        await run.WaitAsync(Patience);
        System.IO.Directory.Delete(folder, recursive: true);
        return routes;
    }

    private static string[] Settings(string folder) =>
    [
        // There is nobody behind it, which it would tell.
        "--urls=http://127.0.0.1:0", "--Logging:LogLevel:Default=None", "--Logging:LogLevel:Polly=None", "--Logging:LogLevel:Microsoft.Hosting.Lifetime=None",
        $"--Data:Folder={folder}", $"--Tokens:SigningKeyFile={Path.Combine(folder, "tokens.pem")}",
        .. Gateway.Routes.Modules.Values.Distinct().Select(m => $"--Services:{char.ToUpperInvariant(m[0])}{m[1..]}=http://127.0.0.1:1"),
    ];

    // Every host tells when it has been built; that is how test hosts reach into a program.
    private sealed class Listeners : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
    {
        private readonly TaskCompletionSource<IHost> _built = new();
        private readonly IDisposable _listening;

        public Listeners() => _listening = DiagnosticListener.AllListeners.Subscribe(this);

        public Task<IHost> Built => _built.Task;

        public void OnNext(DiagnosticListener value)
        {
            if (value.Name == "Microsoft.Extensions.Hosting") value.Subscribe(this);
        }

        public void OnNext(KeyValuePair<string, object?> value)
        {
            if (value is { Key: "HostBuilt", Value: IHost host }) _built.TrySetResult(host);
        }

        public void OnCompleted() { }

        public void OnError(Exception error) { }

        public void Dispose() => _listening.Dispose();
    }
}
