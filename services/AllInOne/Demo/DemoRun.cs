using System.Security.Cryptography;
using System.Text.Json;
using PartyReport.Contracts;

namespace PartyReport.AllInOne.Demo;

/// <summary>
/// Runs the scenario over HTTP against a server started for it. The run's id is the hash of the file, so the same file on
/// the same data goes on where an earlier run was cut, and a finished run reports the same line.
/// </summary>
internal static class DemoRun
{
    public static async Task<int> Run(string path, string? report, bool json, bool english, CancellationToken ct)
    {
        var bytes = InputFile.Read(report);
        using var folder = DataFolder.Open(path);
        if (!folder.WantsDemoCounty)
            throw new KnownFailure(Exit.Failed, $"{path}: 此目录以 --empty 建立，没有演示县，请另选目录。 It was started with --empty and has no demo county; name another folder.");
        var narrator = new Narrator(json ? Console.Error : Console.Out, english);
        var result = await WithServer(folder, address => Scenario(address, bytes, narrator, ct), narrator, ct);
        return await End(result, folder.Log, folder.VerifierKey, narrator, json, ct);
    }

    /// <summary>The same against a product that runs already. Its archive is audited offline when the folder with the log is named.</summary>
    public static async Task<int> RunAt(Uri address, string? archive, string? report, bool json, bool english, CancellationToken ct)
    {
        var bytes = InputFile.Read(report);
        var narrator = new Narrator(json ? Console.Error : Console.Out, english);
        try
        {
            var result = await Telling(narrator, () => Scenario(address, bytes, narrator, ct));
            return await End(
                result, archive is null ? null : Path.Combine(archive, "log"), archive is null ? null : Path.Combine(archive, "log.vkey"), narrator, json, ct);
        }
        catch (HttpRequestException e)
        {
            throw new KnownFailure(Exit.Failed, $"{address}: 无法连接。 Cannot be reached. ({e.Message})");
        }
    }

    private static async Task<ScenarioResult> Scenario(Uri address, byte[] bytes, Narrator narrator, CancellationToken ct)
    {
        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = address };
        return await new Scenario(new Api(http, Convert.ToHexStringLower(SHA256.HashData(bytes))[..16]), narrator).Run(bytes, ct);
    }

    private static async Task<int> End(ScenarioResult result, string? log, string? key, Narrator narrator, bool json, CancellationToken ct)
    {
        if (log is not null) narrator.Step(narrator.Say("离线验证：", "Offline audit:"), await OfflineAudit.Run(log, key!, ct));
        var line = new
        {
            result.Report, result.Revisions, result.Decisions, result.Notices, result.Leaves, result.Root,
            archive_number = result.ArchiveNumber, verified = log is not null,
        };
        if (json) Console.WriteLine(JsonSerializer.Serialize(line, WireJson.Options));
        return Exit.Ok;
    }

    private static string Tell(Refused refused, bool english) =>
        !english && RefusalTexts.Chinese.TryGetValue(refused.Code, out var text) ? $"{text} {refused.Detail}" : refused.Detail;

    private static async Task<ScenarioResult> WithServer(
        DataFolder folder, Func<Uri, Task<ScenarioResult>> work, Narrator narrator, CancellationToken ct)
    {
        var app = await Application.Start(folder, port: 0, LogLevel.Error, ct);
        try
        {
            await app.CaughtUp(ct);
            return await Telling(narrator, () => work(app.Address()));
        }
        finally
        {
            await app.StopAsync(CancellationToken.None);
            await app.DisposeAsync();
        }
    }

    private static async Task<ScenarioResult> Telling(Narrator narrator, Func<Task<ScenarioResult>> work)
    {
        try
        {
            return await work();
        }
        catch (Refused refused)
        {
            throw new KnownFailure(
                Demo.Scenario.IsAboutTheFile(refused) ? Exit.BadInput : Exit.Failed, $"{refused.Code}: {Tell(refused, narrator.English)}");
        }
    }
}
