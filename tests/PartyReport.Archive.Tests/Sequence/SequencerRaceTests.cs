using PartyReport.Contracts;
using PartyReport.Eventing;
using PartyReport.Servers;

namespace PartyReport.Archive.Tests;

/// <summary>Each shard of each publisher has its own loop, and all of them meet in one sequence.</summary>
public abstract class SequencerRaceTests(Engine engine)
{
    private const int Reports = 24;
    private static readonly TimeSpan ALongTime = TimeSpan.FromDays(1);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Many_loops_at_once_make_one_sequence_without_gaps_and_causes_come_first()
    {
        await using var rig = await Rig.Make(engine);
        Guid[] reports = [.. Enumerable.Range(11, Reports).Select(Events.Id)];

        // Drafting and review of each report run against each other, eight loops of each.
        await Task.WhenAll(Enumerable.Range(0, 16).Select(loop => Task.Run(async () =>
        {
            foreach (var report in reports.Where((_, n) => n % 8 == loop / 2))
                foreach (var slice in loop % 2 == 0 ? Drafting(report) : Review(report))
                    await Until(() => rig.Hear(slice));
        }, Ct)));
        await rig.HearItself();

        var leaves = await rig.Leaves();
        leaves.Select(l => l.Split(' ')[0]).ShouldBe(Enumerable.Range(0, Reports * 6).Select(n => $"{n}"));
        leaves.ShouldNotContain(l => l.EndsWith("early", StringComparison.Ordinal));
        (await rig.Ask<long>("select count(*) from held")).ShouldBe(0);
        (await rig.Ask<long>("select max(number) from filing")).ShouldBe(Reports);
        (await rig.Ask<long>("""
            select count(*) from leaf d join leaf r on r.stream = d.stream
            where d.publisher = 'drafting' and d.version = 2 and r.publisher = 'review' and r.version = 1 and r.idx > d.idx
            """)).ShouldBe(Reports);
        await rig.Seal();
        (await rig.Audit()).Faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task Sweeps_and_loops_at_once_log_each_event_once()
    {
        await using var rig = await Rig.Make(engine);
        Guid[] reports = [.. Enumerable.Range(11, Reports).Select(Events.Id)];
        foreach (var report in reports) await rig.Hear(Review(report)[0]);
        rig.Clock.Advance(ALongTime);

        await Task.WhenAll([
            .. Enumerable.Range(0, 4).Select(_ => Task.Run(rig.Sweep, Ct)),
            .. reports.Select(report => Task.Run(async () =>
            {
                foreach (var slice in Drafting(report)) await Until(() => rig.Hear(slice));
            }, Ct))]);

        (await rig.Leaves()).Count.ShouldBe(Reports * 3);
        (await rig.Ask<long>("select count(*) from held")).ShouldBe(0);
        rig.Logger.Alarms.Count.ShouldBe(rig.Logger.Alarms.Distinct().Count());
    }

    // What the loop of a subscription does when it lost.
    private static async Task Until(Func<Task> apply)
    {
        while (true)
            try
            {
                await apply();
                return;
            }
            catch (LostRaceException)
            {
                // Read again, decide again.
            }
    }

    private static Delivery[][] Drafting(Guid report) =>
    [
        [Rig.Deliver("drafting", report, 1, Events.Started(report))],
        [Rig.Deliver("drafting", report, 2, Events.Revised(report, 1, $"一{report}", "同"))],
    ];

    private static Delivery[][] Review(Guid report) =>
    [
        [Rig.Deliver("review", report, 1, Events.Decided(report, "同意", "改"), new Cause("drafting", report, 2))],
        [Rig.Deliver("review", report, 2, Events.Approved(report)), Rig.Deliver("review", report, 3, Events.Decided(report, "好", "再改"))],
    ];
}

public sealed class SequencerRaceOnSqliteTests() : SequencerRaceTests(Engine.Sqlite);

public sealed class SequencerRaceOnPostgresTests() : SequencerRaceTests(Engine.Postgres);
