using System.Diagnostics;
using System.Globalization;

namespace PartyReport.Simulation;

/// <summary>Thousands of seeds of the world without a bug. <c>PARTYREPORT_SEEDS</c> makes it more, <c>PARTYREPORT_SEED</c> makes it that one.</summary>
public sealed class SimulationTests(ITestOutputHelper output)
{
    private const int Count = 10_000;

    [Fact]
    public void Whatever_fails_every_event_takes_effect_once_and_in_order()
    {
        if (Setting("PARTYREPORT_SEED") is { } seed)
        {
            output.WriteLine(Seeds.Describe(seed, lines: int.MaxValue));
            Run.Of(seed).Wrong.ShouldBeNull();
            return;
        }

        var seeds = new Seeds().From(1, Setting("PARTYREPORT_SEEDS") ?? Count);

        output.WriteLine(seeds.ToString());
        seeds.Failed.ShouldBeEmpty(seeds.Failed.Count > 0 ? $"{Seeds.Describe(seeds.Failed.Keys.First())}\nPARTYREPORT_SEED={seeds.Failed.Keys.First()} shows the whole of it." : "");
        // A fault that never comes proves nothing.
        seeds.NeverSeen.ShouldBeEmpty();
    }

    [Fact]
    public void The_same_seed_does_the_same()
    {
        for (var seed = 1; seed <= 200; seed++)
        {
            var (once, again, quiet) = (Run.Of(seed, traced: true), Run.Of(seed, traced: true), Run.Of(seed));

            again.Trace.Digest().ShouldBe(once.Trace.Digest());
            quiet.Happened.ShouldBe(once.Happened);
            quiet.Faults.ShouldBe(once.Faults);
        }
    }

    // Hashes of strings differ from process to process: this is the trace that every process must see.
    [Fact]
    public async Task Another_process_does_the_same()
    {
        var here = Run.Of(7, traced: true);

        var there = await Elsewhere("replay", "7");

        there.Split('\n').ShouldBe(["seed 7: nothing wrong", .. here.Trace.Lines]);
    }

    [Fact]
    public void Other_seeds_do_other_things()
    {
        Enumerable.Range(1, 100).Select(seed => Run.Of(seed, traced: true).Trace.Digest()).Distinct().Count().ShouldBe(100);
    }

    private static async Task<string> Elsewhere(params string[] args)
    {
        var program = Path.Combine(AppContext.BaseDirectory, typeof(SimulationTests).Assembly.GetName().Name + (OperatingSystem.IsWindows() ? ".exe" : ""));
        using var process = Process.Start(new ProcessStartInfo(program, args) { RedirectStandardOutput = true })!;
        var text = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return text.TrimEnd();
    }

    private static long? Setting(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? long.Parse(text, CultureInfo.InvariantCulture) : null;
}
