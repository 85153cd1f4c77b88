using System.Diagnostics;
using System.Reflection;
using PartyReport.Gateway;
using Yarp.ReverseProxy.Configuration;

namespace PartyReport.GatewayCosts;

/// <summary>
/// The product's gateway, its own program, with one more route: an open one to a service. The product has none, and what a session costs
/// shows beside one.
/// </summary>
internal static class OurGateway
{
    /// <summary>Of every request; of those with a session; only latency.</summary>
    public const string BurnAll = "burn-gateway", BurnSession = "burn-session", Late = "late-gateway";

    public static readonly string[] Sabotages = ["", BurnAll, BurnSession, Late];

    public static int Run(int port, int services, string sabotage)
    {
        var folder = Directory.CreateTempSubdirectory("partyreport-gateway-costs-").FullName;
        try
        {
            using var hosts = DiagnosticListener.AllListeners.Subscribe(new Listeners(sabotage));
            return (int)Assembly.Load("PartyReport.Gateway.Host").EntryPoint!.Invoke(null, [Settings(port, services, folder)])!;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    // So many requests a second of one session that the limit counts and never ends.
    private static string[] Settings(int port, int services, string folder) =>
    [
        $"--urls={Servers.Address(port)}", $"--Data:Folder={folder}", $"--Tokens:SigningKeyFile={Path.Combine(folder, "tokens.pem")}",
        "--Limits:RequestsPerSecond=1000000",
        .. Gateway.Routes.Modules.Values.Distinct().Select(m => $"--Services:{char.ToUpperInvariant(m[0])}{m[1..]}={Servers.Address(services)}"),
    ];

    private static void Add(IServiceCollection services, string sabotage)
    {
        services.AddSingleton<IProxyConfigProvider>(new InMemoryConfigProvider(
            [new RouteConfig { RouteId = "plain", ClusterId = "drafting", AuthorizationPolicy = Policies.Open, Match = new RouteMatch { Path = "/plain/{**rest}" } }],
            []));
        if (sabotage.Length > 0) services.AddSingleton<IStartupFilter>(new Worse(sabotage));
    }

    private sealed class Worse(string sabotage) : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use(async (context, rest) =>
            {
                if (sabotage == BurnAll || sabotage == BurnSession && context.Request.Headers.Cookie.Count > 0) Burn(TimeSpan.FromMicroseconds(200));
                if (sabotage == Late) await Task.Delay(2, context.RequestAborted);
                await rest(context);
            });
            next(app);
        };

        private static void Burn(TimeSpan time)
        {
            var watch = Stopwatch.StartNew();
            while (watch.Elapsed < time) { }
        }
    }

    // Every host tells when it is about to be built; that is how test hosts reach into a program.
    private sealed class Listeners(string sabotage) : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>
    {
        public void OnNext(DiagnosticListener value)
        {
            if (value.Name == "Microsoft.Extensions.Hosting") value.Subscribe(this);
        }

        public void OnNext(KeyValuePair<string, object?> value)
        {
            if (value is { Key: "HostBuilding", Value: IHostBuilder host }) host.ConfigureServices((_, services) => Add(services, sabotage));
        }

        public void OnCompleted() { }

        public void OnError(Exception error) { }
    }
}
