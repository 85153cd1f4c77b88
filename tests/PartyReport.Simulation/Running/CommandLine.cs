using System.Diagnostics;
using System.Globalization;

namespace PartyReport.Simulation;

/// <summary>Runs beside the test runner: many seeds, or one with its whole trace.</summary>
internal static class CommandLine
{
    /// <summary><c>run COUNT [FIRST] [BUG]</c>: 1 when a seed failed.</summary>
    public static int Run(string[] args)
    {
        var clock = Stopwatch.StartNew();
        var seeds = new Seeds(BugOf(args, 2)).From(args.Length > 1 ? Number(args[1]) : 1, Number(args[0]), toTheEnd: true,
            s => Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{s.Run} seeds, {s.Failed.Count} failed, {s.Run / clock.Elapsed.TotalSeconds:0} a second")),
            // At once: a long run may be cut off.
            o => Console.WriteLine($"seed {o.Seed}: {o.Wrong}"));
        Console.WriteLine(seeds);
        return seeds.Failed.Count > 0 ? 1 : 0;
    }

    /// <summary><c>replay SEED [BUG]</c>: the whole trace of one run.</summary>
    public static int Replay(string[] args)
    {
        Console.WriteLine(Seeds.Describe(Number(args[0]), BugOf(args, 1), int.MaxValue));
        return 0;
    }

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);

    private static Bug BugOf(string[] args, int place) => args.Length > place ? Enum.Parse<Bug>(args[place]) : Bug.None;
}
