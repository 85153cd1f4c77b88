using System.Diagnostics;
using PartyReport.SixProcesses;

namespace PartyReport.Faults;

/// <summary>The disks of the archive, the broker and the database are small, and get full one after another.</summary>
internal static class DiskFull
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly (string Folder, int Megabytes)[] Disks = [("data/archive", 64), ("rabbitmq", 400), ("postgres", 500)];

    /// <summary>Mounting needs root, and the servers' user must be there to own what is mounted.</summary>
    public static string? Lacks() =>
        Environment.UserName != "root" ? "mounting a small disk needs root"
        : !File.ReadAllText("/etc/passwd").Contains("\npartyreport:", StringComparison.Ordinal) ? "deploy/local/servers.sh was never run by root here"
        : null;

    /// <summary>Puts small disks where a fleet will keep its data.</summary>
    public static async Task Mount(string folder)
    {
        foreach (var (name, megabytes) in Disks)
        {
            var place = Directory.CreateDirectory(Path.Combine(folder, name)).FullName;
            (await Shell.Run("/bin/mount", ["-t", "tmpfs", "-o", $"size={megabytes}m,mode=0700", "partyreport", place])).OrThrow("mount");
            if (name != "data/archive") (await Shell.Run("/bin/chown", ["partyreport:partyreport", place])).OrThrow("chown");
        }
        // The servers' own user must reach what belongs to it.
        (await Shell.Run("/bin/chmod", ["a+x", folder])).OrThrow("chmod");
    }

    /// <summary>Takes them away again.</summary>
    public static async Task Unmount(string folder)
    {
        foreach (var (name, _) in Disks) await Shell.Run("/bin/umount", [Path.Combine(folder, name)]);
    }

    public static async Task Full(Trial trial, CancellationToken ct)
    {
        await using var load = trial.Arena.Load(trial.Pace, ct);
        var rate = await load.Steady(3, ct);
        await Strike(trial, load, rate, "data/archive", [], ct);
        trial.Must("the archive said that it could not go on", Alarms.Read(Path.Combine(trial.Arena.Fleet.Folder, "logs"))
            .Exists(a => a.Service == "archive" && a.Text.Contains("disk space", StringComparison.Ordinal)));
        await Strike(trial, load, rate, "rabbitmq", [Fleet.Broker], ct);
        await Strike(trial, load, rate, "postgres", [Fleet.Postgres], ct);
        await load.Stop();
    }

    private static async Task Strike(Trial trial, Load load, double rate, string disk, string[] servers, CancellationToken ct)
    {
        var (ballast, before) = (Path.Combine(trial.Arena.Fleet.Folder, disk, "ballast"), load.Answers);
        await Fill(ballast, ct);
        await Waiting.Last(TimeSpan.FromSeconds(trial.IsLong ? 15 : 5), ct);
        trial.Say($"  {disk} full: {load.Answers - before} commands answered meanwhile");
        File.Delete(ballast);
        // A broker or database whose log of writes met a full disk may go on without ever confirming again; whoever looks after
        // it starts it anew once there is space, as its runbook says.
        foreach (var server in servers)
        {
            await trial.Arena.Fleet.Kill(server);
            await trial.Arena.Fleet.Start(server);
        }
        var mark = Stopwatch.GetTimestamp();
        var taken = await load.FullRate(mark, rate, Patience, ct);
        await Waiting.OrThrow("the lag to go", async () => await Settling.Lag(trial.Arena, ct) < 2 * trial.Pace, Patience, ct);
        trial.Seconds($"seconds to full rate after {disk} had space", taken.TotalSeconds, 10);
    }

    private static async Task Fill(string ballast, CancellationToken ct)
    {
        var block = new byte[1024 * 1024];
        try
        {
            await using var file = new FileStream(ballast, FileMode.Create, FileAccess.Write, FileShare.None, 1);
            for (var left = block.Length; left >= 4096;)
                try
                {
                    await file.WriteAsync(block.AsMemory(0, left), ct);
                }
                catch (IOException)
                {
                    // The last bit goes in smaller pieces.
                    left /= 2;
                }
        }
        catch (IOException)
        {
            // Full to the last byte.
        }
    }
}
