using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Runtime.InteropServices;
using PartyReport.Contracts.Directory;
using PartyReport.FreePorts;

namespace PartyReport.Gateway.Tests;

/// <summary>How a process ended.</summary>
internal sealed record Ended(int Code, string Output, string Error);

/// <summary>The built gateway as a process of its own.</summary>
internal sealed class GatewayProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private readonly Process _process;
    private readonly Task<string> _output, _error;

    private GatewayProcess(Process process, string address)
    {
        _process = process;
        (_output, _error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        Http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, ActivityHeadersPropagator = null })
        {
            BaseAddress = new Uri(address), DefaultRequestHeaders = { { "Origin", address } },
        };
    }

    public HttpClient Http { get; }

    /// <summary>Settings that are right; five services on one address.</summary>
    public static Dictionary<string, string> Settings(string folder, string services) => new()
    {
        ["ASPNETCORE_URLS"] = $"http://127.0.0.1:{Ports.Free()}", ["Data:Folder"] = folder,
        ["Tokens:SigningKeyFile"] = Path.Combine(folder, "tokens.pem"), ["Demo:County"] = "true", ["Services:Directory"] = services,
        ["Services:Drafting"] = services, ["Services:Review"] = services, ["Services:Archive"] = services, ["Services:Notification"] = services,
    };

    /// <summary>Starts and waits until it answers.</summary>
    public static async Task<GatewayProcess> Serve(IReadOnlyDictionary<string, string> settings)
    {
        var gateway = Start(settings);
        using var limit = new CancellationTokenSource(Patience);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!gateway._process.HasExited && !await gateway.IsLive()) await timer.WaitForNextTickAsync(limit.Token);
        if (gateway._process.HasExited) throw new InvalidOperationException($"It ended: {await gateway._output}{await gateway._error}");
        return gateway;
    }

    /// <summary>Runs to the end.</summary>
    public static async Task<Ended> Run(IReadOnlyDictionary<string, string> settings)
    {
        await using var gateway = Start(settings);
        return await gateway.End();
    }

    public async Task<HttpResponseMessage> Send(
        HttpMethod method, string path, string? cookie = null, HttpContent? body = null, params (string Name, string Value)[] headers)
    {
        // As it stands: HttpClient would tidy up the path when it puts it behind the base address.
        var address = new Uri(Http.BaseAddress!.ToString().TrimEnd('/') + path, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
        using var request = new HttpRequestMessage(method, address);
        request.Content = body;
        if (cookie is not null) request.Headers.TryAddWithoutValidation("Cookie", cookie);
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        return await Http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public async Task<string> SignIn()
    {
        using var limit = new CancellationTokenSource(Patience);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (true)
        {
            using var form = new FormUrlEncodedContent([new("person", DemoCounty.Secretary.ToString())]);
            using var response = await Send(HttpMethod.Post, "/sign-in", body: form);
            if (response.StatusCode == HttpStatusCode.Redirect) return response.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
            // Its directory has just been started, and may not answer in time; anything else is a fault.
            response.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
            await timer.WaitForNextTickAsync(limit.Token);
        }
    }

    /// <summary>Asks to stop, as systemd and container engines do.</summary>
    public async Task<Ended> Stop()
    {
        using var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
        return await End();
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (!_process.HasExited) _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static GatewayProcess Start(IReadOnlyDictionary<string, string> settings)
    {
        const string Name = "PartyReport.Gateway.Host";
        var mine = new DirectoryInfo(AppContext.BaseDirectory);
        var start = new ProcessStartInfo(Path.Combine(mine.Parent!.Parent!.FullName, Name, mine.Name, Name))
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        };
        start.Environment.Clear();
        start.Environment["DOTNET_ROOT"] = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        foreach (var (key, value) in settings) start.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        return new GatewayProcess(Process.Start(start)!, settings.GetValueOrDefault("ASPNETCORE_URLS", "http://127.0.0.1:1").Split(';')[0]);
    }

    private async Task<bool> IsLive()
    {
        try
        {
            using var response = await Http.GetAsync("/health/live");
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private async Task<Ended> End()
    {
        await _process.WaitForExitAsync().WaitAsync(Patience);
        return new Ended(_process.ExitCode, await _output, await _error);
    }
}
