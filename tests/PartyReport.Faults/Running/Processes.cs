using System.Diagnostics;
using System.Globalization;
using PartyReport.SixProcesses;

namespace PartyReport.Faults;

/// <summary>The processes of a fleet by their ids, for what the scripts have no word for.</summary>
internal sealed class Processes(Fleet fleet)
{
    /// <summary>Id of a part that runs, or null.</summary>
    public int? IdOf(string part)
    {
        var file = Path.Combine(fleet.Folder, "run", (part == Fleet.Broker ? "rabbitmq" : part) + ".pid");
        if (!File.Exists(file) || !int.TryParse(File.ReadAllText(file).Split(' ')[0], CultureInfo.InvariantCulture, out var id)) return null;
        var state = File.Exists($"/proc/{id}/stat") ? File.ReadAllText($"/proc/{id}/stat").Split(") ")[^1][0] : 'Z';
        return state == 'Z' ? null : id;
    }

    /// <summary>kill -9; false when it does not run.</summary>
    public async Task<bool> Kill(string part)
    {
        if (IdOf(part) is not { } id) return false;
        // A database whose parent alone is killed has children left that keep the next one out.
        foreach (var one in part == Fleet.Postgres ? [.. Family(id)] : new[] { id }) await Signal(one, "KILL");
        return true;
    }

    public static async Task Signal(int id, string signal)
    {
        // One that has just ended by itself is no news.
        using var kill = Process.Start(new ProcessStartInfo("kill", ["-s", signal, id.ToString(CultureInfo.InvariantCulture)]) { RedirectStandardError = true })!;
        await kill.WaitForExitAsync();
    }

    /// <summary>Memory that a process really uses, in MiB; the broker's is in its child.</summary>
    public double Memory(string part) => IdOf(part) is { } id ? Family(id).Sum(Resident) : 0;

    /// <summary>Starts a second process of a service, with another data folder and address but the same settings otherwise.</summary>
    public Process Second(string service, string folder, int port)
    {
        Directory.CreateDirectory(folder);
        var host = $"PartyReport.{char.ToUpperInvariant(service[0])}{service[1..]}.Host";
        var program = Path.Combine(Fleet.Programs, host, Fleet.Configuration, host);
        var line = $"source '{fleet.Folder}/secrets/{service}.env'; export Data__Folder='{folder}' ASPNETCORE_URLS=http://127.0.0.1:{port}; " +
            $"cd '{Path.GetDirectoryName(program)}'; exec '{program}' > '{fleet.Folder}/logs/{service}-second.log' 2>&1 < /dev/null";
        return Process.Start("bash", ["-c", line]);
    }

    /// <summary>Adds lines to the settings that a service is started with; the returned action takes them away again.</summary>
    public Action Set(string service, params (string Name, string Value)[] settings)
    {
        var file = Path.Combine(fleet.Folder, "secrets", service + ".env");
        var before = File.ReadAllText(file);
        File.AppendAllLines(file, settings.Select(s => $"export {s.Name}='{s.Value}'"));
        return () => File.WriteAllText(file, before);
    }

    private static IEnumerable<int> Family(int id) =>
        new[] { id }.Concat(from task in Tasks(id)
                            from child in Children(task)
                            from one in Family(int.Parse(child, CultureInfo.InvariantCulture))
                            select one);

    // A thread may end between being listed and being looked at.
    private static string[] Children(string task)
    {
        try
        {
            return File.ReadAllText(Path.Combine(task, "children")).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        }
        catch (IOException)
        {
            return [];
        }
    }

    private static string[] Tasks(int id) => Directory.Exists($"/proc/{id}/task") ? Directory.GetDirectories($"/proc/{id}/task") : [];

    private static double Resident(int id)
    {
        try
        {
            return File.ReadLines($"/proc/{id}/status").Where(l => l.StartsWith("VmRSS:", StringComparison.Ordinal))
                .Select(l => double.Parse(l.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture) / 1024).FirstOrDefault();
        }
        catch (IOException)
        {
            // It has just ended.
            return 0;
        }
    }
}
