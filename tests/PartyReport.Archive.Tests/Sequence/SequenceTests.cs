using PartyReport.Contracts;
using PartyReport.Eventing;
using PartyReport.Servers;

namespace PartyReport.Archive.Tests;

public abstract class SequenceTests(Engine engine)
{
    private static readonly Guid Report = Events.Id(9);
    private static readonly Cause Decision = new("review", Report, 1);

    [Fact]
    public async Task The_same_event_twice_makes_one_leaf()
    {
        await using var rig = await Rig.Make(engine);
        var started = Rig.Deliver("drafting", Report, 1, Events.Started(Report));

        await rig.Hear(started);
        await rig.Hear(started, started);

        (await rig.Leaves()).ShouldBe(["0 drafting/1"]);
    }

    [Fact]
    public async Task A_consequence_waits_for_its_cause_and_what_follows_it_waits_too()
    {
        await using var rig = await Rig.Make(engine);

        await rig.Hear(Rig.Deliver("drafting", Report, 1, Events.Revised(Report, 1, "一"), Decision));
        await rig.Hear(Rig.Deliver("drafting", Report, 2, Events.Revised(Report, 2, "二")));
        await rig.Hear(Rig.Deliver("drafting", Events.Id(10), 1, Events.Started(Events.Id(10)), new Cause("drafting", Report, 2)));
        (await rig.Leaves()).ShouldBeEmpty();
        await rig.Hear(Rig.Deliver("review", Report, 1, Events.Decided(Report, "好", "改")));

        (await rig.Leaves()).ShouldBe(["0 review/1", "1 drafting/1", "2 drafting/2", "3 drafting/1"]);
        (await rig.Ask<int>("select count(*) from held")).ShouldBe(0);
    }

    [Fact]
    public async Task A_slice_gets_the_leaves_that_its_events_would_get_one_by_one()
    {
        foreach (var seed in Enumerable.Range(1, Slices))
        {
            await using var together = await Rig.Make(engine);
            await using var apart = await Rig.Make(engine);
            foreach (var slice in Shuffled(new Random(seed)).Chunk(5))
            {
                await together.Hear(slice);
                foreach (var delivery in slice) await apart.Hear(delivery);
                (await Kept(together)).ShouldBe(await Kept(apart), $"seed {seed}");
            }
            (await together.Ask<int>("select count(*) from held")).ShouldBe(0);
            (await together.Ask<int>("select count(*) from leaf")).ShouldBe(Reports * Versions);
        }
    }

    private const int Reports = 4, Versions = 6;

    private int Slices => engine == Engine.Sqlite ? 20 : 2;

    // Streams in their own order and some events twice; causes go across, never in a circle.
    private static IEnumerable<Delivery> Shuffled(Random dice)
    {
        var left = Enumerable.Range(1, Reports).ToDictionary(n => n, _ => 1);
        while (left.Count > 0)
        {
            var report = left.Keys.ElementAt(dice.Next(left.Count));
            var version = left[report];
            var delivery = Rig.Deliver("drafting", Events.Id(100 + report), version, Events.Revised(Events.Id(100 + report), version, $"{report}/{version}"),
                report > 1 && dice.Next(2) == 0 ? [new Cause("drafting", Events.Id(99 + report), dice.Next(1, version + 1))] : []);
            yield return delivery;
            if (dice.Next(4) == 0) yield return delivery;
            if (version < Versions) left[report]++;
            else left.Remove(report);
        }
    }

    private static Task<List<string>> Kept(Rig rig) => rig.Log.Read(async s =>
    {
        var leaves = await s.Query<Happening>("select publisher, stream, version from leaf order by idx");
        var held = await s.Query<string>("select waits_for from held order by stream, version");
        return leaves.Select(e => e.Name).Append("held").Concat(held).ToList();
    });

    [Fact]
    public async Task A_held_event_that_comes_again_is_held_once()
    {
        await using var rig = await Rig.Make(engine);
        var revised = Rig.Deliver("drafting", Report, 1, Events.Revised(Report, 1, "一"), Decision);

        await rig.Hear(revised);
        await rig.Hear(revised);

        (await rig.Ask<int>("select count(*) from held")).ShouldBe(1);
    }

    [Fact]
    public async Task After_sixty_seconds_an_event_is_logged_early_and_its_missing_cause_is_named()
    {
        await using var rig = await Rig.Make(engine);
        await rig.Hear(Rig.Deliver("drafting", Report, 1, Events.Revised(Report, 1, "一"), Decision));
        await rig.Hear(Rig.Deliver("drafting", Report, 2, Events.Revised(Report, 2, "二")));

        rig.Clock.Advance(TimeSpan.FromSeconds(60));
        await rig.Sweep();
        (await rig.Leaves()).ShouldBeEmpty();
        rig.Clock.Advance(TimeSpan.FromSeconds(1));
        await rig.Sweep();
        await rig.Hear(Rig.Deliver("review", Report, 1, Events.Decided(Report, "好", "改")));

        (await rig.Leaves()).ShouldBe(["0 drafting/1 early", "1 drafting/2", "2 review/1"]);
        rig.Logger.Alarms.ShouldHaveSingleItem().ShouldContain($"drafting/{Report}/1 was logged early: its cause review/{Report}/1");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_text_under_a_wrong_hash_is_refused_also_when_its_event_would_be_held(bool causeMissing)
    {
        await using var rig = await Rig.Make(engine);
        var revised = Events.Revised(Report, 1, "一") with { NewBlocks = [new Content(Content.HashOf("一"), "二")] };

        var refused = () => rig.Hear(Rig.Deliver("drafting", Report, 1, revised, causeMissing ? [Decision] : []));

        (await refused.ShouldThrowAsync<InvalidOperationException>()).Message.ShouldContain(Content.HashOf("一"));
        (await rig.Leaves()).ShouldBeEmpty();
        (await rig.Ask<int>("select count(*) from held")).ShouldBe(0);
    }
}

public sealed class SequenceOnSqliteTests() : SequenceTests(Engine.Sqlite);

public sealed class SequenceOnPostgresTests() : SequenceTests(Engine.Postgres);
