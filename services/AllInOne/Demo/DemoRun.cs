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
        var result = await WithServer(folder, english, async address =>
        {
            using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = address };
            var scenario = new Scenario(new Api(http, Convert.ToHexStringLower(SHA256.HashData(bytes))[..16]), narrator);
            return await scenario.Run(bytes, ct);
        }, ct);

        var verdict = await OfflineAudit.Run(folder, ct);
        narrator.Step(narrator.Say("离线验证：", "Offline audit:"), verdict);
        var line = new
        {
            result.Report, result.Revisions, result.Decisions, result.Notices, result.Leaves, result.Root,
            archive_number = result.ArchiveNumber, verified = true,
        };
        if (json) Console.WriteLine(JsonSerializer.Serialize(line, WireJson.Options));
        return Exit.Ok;
    }

    private static string Tell(Refused refused, bool english) =>
        !english && RefusalTexts.Chinese.TryGetValue(refused.Code, out var text) ? $"{text} {refused.Detail}" : refused.Detail;

    private static async Task<ScenarioResult> WithServer(DataFolder folder, bool english, Func<Uri, Task<ScenarioResult>> work, CancellationToken ct)
    {
        var app = await Application.Start(folder, port: 0, LogLevel.Error, ct);
        try
        {
            await app.CaughtUp(ct);
            return await work(app.Address());
        }
        catch (Refused refused)
        {
            throw new KnownFailure(
                Scenario.IsAboutTheFile(refused) ? Exit.BadInput : Exit.Failed, $"{refused.Code}: {Tell(refused, english)}");
        }
        finally
        {
            await app.StopAsync(CancellationToken.None);
            await app.DisposeAsync();
        }
    }
}
