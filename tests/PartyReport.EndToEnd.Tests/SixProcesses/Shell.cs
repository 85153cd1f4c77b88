using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace PartyReport.EndToEnd.Tests;

/// <summary>Runs a script of the repository.</summary>
internal static class Shell
{
    public static string Root { get; } = Find();

    public static async Task<Ended> Run(string script, IReadOnlyList<string> args, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(Path.Combine(Root, script), args) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        var output = process.StandardOutput.ReadToEndAsync(patience.Token);
        var error = process.StandardError.ReadToEndAsync(patience.Token);
        await process.WaitForExitAsync(patience.Token);
        return new Ended(process.ExitCode, await output, await error);
    }

    private static string Find([CallerFilePath] string here = "")
    {
        var folder = new DirectoryInfo(here);
        while (!File.Exists(Path.Combine(folder.FullName, "PartyReport.sln"))) folder = folder.Parent!;
        return folder.FullName;
    }
}
