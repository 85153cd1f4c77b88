using System.Diagnostics;
using PartyReport.SixProcesses;

namespace PartyReport.EndToEnd.Tests;

/// <summary>The commands of the README are run as they stand there, with FILE and DIR filled in and nothing built again.</summary>
public sealed class ReadmeTests
{
    [Fact]
    public async Task Every_command_that_ends_by_itself_ends_well()
    {
        using var data = new TempFolder();
        var report = data.File("report.txt", "一、履职情况\n做了工作。\n"u8.ToArray());
        var commands = File.ReadAllLines(Path.Combine(Root, "README.md"))
            .Where(l => l.StartsWith("dotnet run --project ", StringComparison.Ordinal) && l.Contains(" -- ", StringComparison.Ordinal)).ToList();

        commands.Count.ShouldBe(3);
        foreach (var command in commands)
        {
            var line = command.Replace("dotnet run", $"dotnet run --no-build -c {Configuration}", StringComparison.Ordinal)
                .Replace("FILE", report, StringComparison.Ordinal).Replace("DIR", data.Path, StringComparison.Ordinal);
            var ended = await Shell(line, ("XDG_DATA_HOME", data.Path));
            ended.Code.ShouldBe(0, $"{command}\n{ended.Error}");
        }
    }

    private static string Configuration => new DirectoryInfo(AppContext.BaseDirectory).Name;

    private static string Root
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (!File.Exists(Path.Combine(folder.FullName, "PartyReport.sln"))) folder = folder.Parent!;
            return folder.FullName;
        }
    }

    private static async Task<Ended> Shell(string line, (string Name, string Value) variable)
    {
        var start = new ProcessStartInfo("bash", ["-c", line]) { WorkingDirectory = Root, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment[variable.Name] = variable.Value;
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return new Ended(process.ExitCode, await output, await error);
    }
}
