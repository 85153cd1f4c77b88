using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

/// <summary>
/// Loaded into the program by DOTNET_STARTUP_HOOKS. It listens to the product's own spans and, at the n-th end of a named
/// one, ends the process as <c>kill -9</c> does; or holds it up for so many milliseconds at every end of a named one; or it
/// counts them all and writes the counts to a file.
/// </summary>
#pragma warning disable CA1050, CA1812 // The runtime wants exactly this name, in no namespace, and calls it by reflection.
internal static class StartupHook
#pragma warning restore CA1050, CA1812
{
    private static readonly ConcurrentDictionary<string, int> Seen = new();

    public static void Initialize()
    {
        var point = Environment.GetEnvironmentVariable("PARTYREPORT_KILL_AT")?.Split(':');
        var slow = Environment.GetEnvironmentVariable("PARTYREPORT_SLOW_AT")?.Split(':');
        var counts = Environment.GetEnvironmentVariable("PARTYREPORT_COUNT_TO");
        ActivitySource.AddActivityListener(new ActivityListener
        {
            ShouldListenTo = source => source.Name.StartsWith("PartyReport.", StringComparison.Ordinal),
            Sample = (ref _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity => Stopped(activity.OperationName, point, slow),
        });
        if (counts is not null)
            AppDomain.CurrentDomain.ProcessExit += (_, _) => File.WriteAllLines(counts, Seen.Select(s => $"{s.Key}:{s.Value}"));
    }

    private static void Stopped(string name, string[]? point, string[]? slow)
    {
        if (slow is not null && slow[0] == name)
        {
            using var never = new ManualResetEventSlim();
            never.Wait(int.Parse(slow[1], CultureInfo.InvariantCulture));
        }
        var count = Seen.AddOrUpdate(name, 1, (_, n) => n + 1);
        if (point is not null && point[0] == name && count == int.Parse(point[1], CultureInfo.InvariantCulture))
            Process.GetCurrentProcess().Kill();
    }
}
