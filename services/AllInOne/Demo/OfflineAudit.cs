using System.Diagnostics;
using System.Runtime.InteropServices;

namespace PartyReport.AllInOne.Demo;

/// <summary>Starts the verifier as a program of its own; it gets the log and its key and nothing else.</summary>
internal static class OfflineAudit
{
    /// <summary>The verifier's verdict in one line. Throws when it finds the log invalid.</summary>
    public static async Task<string> Run(string log, string key, CancellationToken ct)
    {
        var verifier = Path.Combine(AppContext.BaseDirectory, "verifier", "PartyReport.Verify.dll");
        if (!File.Exists(verifier)) throw new KnownFailure(Exit.Failed, $"{verifier}: 缺少验证程序。 The verifier is missing; build again.");
        using var process = Process.Start(new ProcessStartInfo(Dotnet, [verifier, "log", log, "--key", key])
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        var said = Task.WhenAll(process.StandardOutput.ReadToEndAsync(ct), process.StandardError.ReadToEndAsync(ct));
        await process.WaitForExitAsync(ct);
        var verdict = string.Concat(await said).Trim();
        return process.ExitCode == 0 ? verdict : throw new KnownFailure(Exit.Failed, $"离线验证未通过 the offline audit failed: {verdict}");
    }

    // The runtime that runs us, wherever it is installed.
    private static string Dotnet => Path.GetFullPath(
        Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"));
}
