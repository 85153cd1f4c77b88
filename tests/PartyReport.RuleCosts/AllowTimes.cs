using System.Diagnostics;
using PartyReport.Contracts.Directory;
using PartyReport.Hosting;

namespace PartyReport.RuleCosts;

/// <summary>Time of single decisions, each measured on its own.</summary>
internal sealed record AllowTimes(double P99, IReadOnlyList<double> Microseconds)
{
    private const int Samples = 200_000, WarmUp = 400_000, Slow = 50;

    public static AllowTimes Measure(Options options)
    {
        var dice = new Random(options.Seed);
        string[] actions = [.. Rules.OfActions];
        var units = Enumerable.Range(0, 64).Select(_ => Guid.NewGuid()).ToArray();
        var cases = Enumerable.Range(0, 10_000).Select(_ => (Someone(dice, units), actions[dice.Next(actions.Length)], Something(dice, units))).ToArray();
        var (ticks, allowed) = (new long[Samples], 0);
        for (var i = -WarmUp; i < Samples; i++)
        {
            var (actor, action, target) = cases[(i + WarmUp) % cases.Length];
            var start = Stopwatch.GetTimestamp();
            if (Authority.Allow(actor, action, target).Allowed) allowed++;
            if (options.Sabotage == "slow-allow" && i % Slow == 0)
                while (Stopwatch.GetElapsedTime(start) < TimeSpan.FromMicroseconds(200)) { }
            if (i >= 0) ticks[i] = Stopwatch.GetTimestamp() - start;
        }
        if (allowed is 0 or Samples + WarmUp) throw new InvalidOperationException("Every case came out the same.");
        var times = ticks.Select(t => t * 1e6 / Stopwatch.Frequency).Order().ToList();
        return new AllowTimes(times[(int)(times.Count * 0.99)], times);
    }

    private static Standing Someone(Random dice, Guid[] units) => new(Guid.NewGuid(), [.. Enumerable.Range(0, dice.Next(5)).Select(_ => new Standing.Post(
        units[dice.Next(units.Length)], PostRoles.All[dice.Next(PostRoles.All.Count)], dice.Next(4) == 0 ? units[dice.Next(units.Length)] : null))]);

    private static Target Something(Random dice, Guid[] units) => new()
    {
        Lineage = [.. Enumerable.Range(0, dice.Next(1, 9)).Select(_ => units[dice.Next(units.Length)])],
        Authors = [Guid.NewGuid(), Guid.NewGuid()], Seats = [Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid()],
    };
}
