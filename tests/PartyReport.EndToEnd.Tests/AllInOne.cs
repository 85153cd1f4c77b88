using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;
using PartyReport.SixProcesses;

namespace PartyReport.EndToEnd.Tests;

/// <summary>The built program, started as a process of its own.</summary>
internal static class AllInOne
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private static string Dotnet => Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", "dotnet"));

    private static string Dll
    {
        get
        {
            var mine = new DirectoryInfo(AppContext.BaseDirectory);
            return Path.Combine(mine.Parent!.Parent!.FullName, "PartyReport.AllInOne", mine.Name, "PartyReport.AllInOne.dll");
        }
    }

    /// <summary>Runs to the end.</summary>
    public static async Task<Ended> Run(IReadOnlyList<string> args, params (string Name, string Value)[] environment)
    {
        using var process = Start(args, environment);
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(patience.Token);
            var error = process.StandardError.ReadToEndAsync(patience.Token);
            await process.WaitForExitAsync(patience.Token);
            return new Ended(process.ExitCode, await output, await error);
        }
        finally
        {
            if (!process.HasExited) process.Kill();
        }
    }

    /// <summary>Starts and goes on; the caller ends it.</summary>
    public static Process Start(IReadOnlyList<string> args, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(Dotnet, [Dll, .. args]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        return Process.Start(start)!;
    }

    /// <summary>The main job on a data folder, with the JSON line at the end.</summary>
    public static Task<Ended> Demo(string data, string? report = null, params (string Name, string Value)[] environment) =>
        Run(["demo", "--data", data, "--json", .. report is null ? Array.Empty<string>() : ["--report", report]], environment);
}

/// <summary>What a demo leaves behind.</summary>
internal static class EndedDemo
{
    extension(Ended ended)
    {
        /// <summary>The one JSON line of a demo.</summary>
        public DemoLine Line
        {
            get
            {
                ended.Code.ShouldBe(0, ended.Error);
                ended.Output.TrimEnd('\n').ShouldNotContain("\n");
                return JsonSerializer.Deserialize<DemoLine>(ended.Output, JsonSerializerOptions.Web)!;
            }
        }
    }
}

/// <summary>What the demo reports.</summary>
internal sealed record DemoLine(
    Guid Report, int Revisions, int Decisions, int Notices, long Leaves, string Root,
    [property: System.Text.Json.Serialization.JsonPropertyName("archive_number")] long ArchiveNumber, bool Verified);
