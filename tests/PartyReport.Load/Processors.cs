using System.Diagnostics;
using System.Globalization;

namespace PartyReport.Load;

/// <summary>Processor time of this process and of both servers, read from the kernel.</summary>
internal sealed class Processors(IReadOnlyList<int> serverPorts)
{
    private const double TicksPerSecond = 100;
    private static readonly string[] Sockets = ["/proc/net/tcp", "/proc/net/tcp6"];
    private readonly List<int> _roots = [.. serverPorts.Select(Listener).OfType<int>()];

    /// <summary>False when a server's process cannot be seen from here, as behind a container's door.</summary>
    public bool Complete => _roots.Count == serverPorts.Count;

    /// <summary>Seconds used so far by this process, then by each server with all its children, also ended ones.</summary>
    public double[] Used()
    {
        var stats = Directory.EnumerateDirectories("/proc").Select(Read).OfType<Stat>().ToList();
        using var self = Process.GetCurrentProcess();
        return [self.TotalProcessorTime.TotalSeconds, .. _roots.Select(root => Seconds(stats, root))];
    }

    private static double Seconds(List<Stat> stats, int root)
    {
        var family = new HashSet<int> { root };
        while (stats.Any(s => family.Contains(s.Parent) && family.Add(s.Pid))) { }
        return stats.Where(s => family.Contains(s.Pid)).Sum(s => s.Ticks) / TicksPerSecond;
    }

    private sealed record Stat(int Pid, int Parent, long Ticks);

    private static Stat? Read(string folder)
    {
        if (!int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var pid)) return null;
        try
        {
            // The name stands in brackets and may hold anything; fields are counted after it.
            var text = File.ReadAllText($"{folder}/stat");
            var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            return new Stat(pid, Number<int>(fields[1]), fields[11..15].Sum(Number<long>));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    // The process that listens on a port: the kernel names the socket, the process holds it open.
    private static int? Listener(int port)
    {
        var ending = ":" + port.ToString("X4", CultureInfo.InvariantCulture);
        var sockets = Sockets.Where(File.Exists).SelectMany(File.ReadLines)
            .Select(l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(f => f.Length > 9 && f[1].EndsWith(ending, StringComparison.Ordinal) && f[3] == "0A")
            .Select(f => $"socket:[{f[9]}]").ToHashSet();
        return Directory.EnumerateDirectories("/proc").Where(p => char.IsAsciiDigit(Path.GetFileName(p)[0]) && Holds(p, sockets))
            .Select(p => (int?)Number<int>(Path.GetFileName(p))).Min();
    }

    private static bool Holds(string folder, HashSet<string> sockets)
    {
        try
        {
            return Directory.EnumerateFileSystemEntries($"{folder}/fd").Any(fd => sockets.Contains(new FileInfo(fd).LinkTarget ?? ""));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static T Number<T>(string text) where T : IParsable<T> => T.Parse(text, CultureInfo.InvariantCulture);
}
