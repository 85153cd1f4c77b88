using System.Diagnostics;

namespace PartyReport.Archive.Tests;

/// <summary>The verifier as outsiders run it: a process that shares nothing with the archive.</summary>
internal static class Verifier
{
    // Built beside us; referenced for the build order only, so that none of its types can be used here.
    private static string Program
    {
        get
        {
            var mine = new DirectoryInfo(AppContext.BaseDirectory);
            return Path.Combine(mine.Parent!.Parent!.FullName, "PartyReport.Verify", mine.Name, "PartyReport.Verify.dll");
        }
    }

    public static int Run(IEnumerable<string> arguments, TextWriter output)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(Program);
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        output.Write(process.StandardOutput.ReadToEnd());
        output.Write(process.StandardError.ReadToEnd());
        process.WaitForExit();
        return process.ExitCode;
    }
}
