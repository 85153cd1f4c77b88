using System.Diagnostics;

namespace PartyReport.Archive.Tests;

/// <summary>The verifier as outsiders run it: a process that shares nothing with the archive.</summary>
internal static class Verifier
{
    public static int Run(IEnumerable<string> arguments, TextWriter output)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "PartyReport.Verify.dll"));
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        output.Write(process.StandardOutput.ReadToEnd());
        output.Write(process.StandardError.ReadToEnd());
        process.WaitForExit();
        return process.ExitCode;
    }
}
