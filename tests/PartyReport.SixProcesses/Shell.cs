using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace PartyReport.SixProcesses;

/// <summary>How a process ended.</summary>
public sealed record Ended(int Code, string Output, string Error)
{
    /// <summary>Itself, when all went well.</summary>
    public Ended OrThrow(string what) => Code == 0 ? this : throw new InvalidOperationException($"{what} ended with {Code}: {Output}{Error}");
}

/// <summary>Runs a script of the repository.</summary>
public static class Shell
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    public static string Root { get; } = Find();

    public static async Task<Ended> Run(string script, IReadOnlyList<string> args, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(Path.Combine(Root, script), args) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        using var patience = new CancellationTokenSource(Patience);
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
