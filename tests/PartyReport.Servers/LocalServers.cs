using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace PartyReport.Servers;

/// <summary>Both servers from the distribution's packages, in a folder of their own; they are gone when the process ends.</summary>
internal sealed record LocalServers(string Postgres, string RabbitMq)
{
    public const string PostgresVariable = "PARTYREPORT_POSTGRES";
    public const string RabbitMqVariable = "PARTYREPORT_RABBITMQ";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    public static async Task<LocalServers> Start()
    {
        var folder = Directory.CreateTempSubdirectory("partyreport-servers-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Stop(folder);
        var said = await Run("up", folder);
        return new LocalServers(Exported(said, PostgresVariable), Exported(said, RabbitMqVariable));
    }

    private static void Stop(string folder)
    {
        Run("down", folder).GetAwaiter().GetResult();
        Directory.Delete(folder, recursive: true);
    }

    private static async Task<string> Run(string command, string folder)
    {
        var start = new ProcessStartInfo("bash", [Script, command, folder]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start) ?? throw new InvalidOperationException("bash could not be started.");
        using var patience = new CancellationTokenSource(Patience);
        var (said, complained) = (process.StandardOutput.ReadToEndAsync(patience.Token), process.StandardError.ReadToEndAsync(patience.Token));
        await process.WaitForExitAsync(patience.Token);
        return process.ExitCode == 0
            ? await said
            : throw new InvalidOperationException(
                $"There is no PostgreSQL or RabbitMQ for the tests: {PostgresVariable} and {RabbitMqVariable} are not set, no container " +
                $"engine answers, and deploy/local/servers.sh {command} says: {await complained}");
    }

    private static string Exported(string said, string variable)
    {
        var prefix = $"export {variable}='";
        var line = said.Split('\n').FirstOrDefault(l => l.StartsWith(prefix, StringComparison.Ordinal))
            ?? throw new InvalidOperationException($"servers.sh up printed no {variable}: {said}");
        return line[prefix.Length..].TrimEnd().TrimEnd('\'');
    }

    // The build's output may lie outside the repository; its source never does.
    private static string Script => Path.Combine(Path.GetDirectoryName(ThisFile())!, "..", "..", "deploy", "local", "servers.sh");

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
