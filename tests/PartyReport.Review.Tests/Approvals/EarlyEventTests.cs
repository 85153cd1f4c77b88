using PartyReport.Contracts.Review;
using PartyReport.Servers;

namespace PartyReport.Review.Tests;

/// <summary>Events of different streams come from different shards and so in any order.</summary>
public abstract class EarlyEventTests(Engine engine)
{
    [Fact]
    public async Task A_submission_that_comes_before_its_cycle_is_taken_up_after_it()
    {
        await using var host = await ReviewHost.StartEmpty(engine);
        foreach (var unit in County.Units) await host.Append("directory", unit.Unit, unit);
        foreach (var post in County.Posts) await host.Append("directory", post.Post, post);
        await host.Submit(County.Submitted(1));
        (await host.BlockedBecause()).ShouldNotBeNull().ShouldContain($"Cycle {County.Cycle} is unknown");

        await host.Append("drafting", County.Cycle, County.Opened(County.Cycle));
        await host.Opened(County.Report);

        (await host.Stream(County.Report))[^1].ShouldBeOfType<StageOpened>().Reviewers.Count.ShouldBe(2);
        (await host.BlockedBecause()).ShouldBeNull();
    }

    [Fact]
    public async Task A_submission_waits_until_every_unit_above_its_own_is_known()
    {
        await using var host = await ReviewHost.StartEmpty(engine);
        foreach (var unit in County.Units.Skip(1)) await host.Append("directory", unit.Unit, unit);
        foreach (var post in County.Posts) await host.Append("directory", post.Post, post);
        await host.Append("drafting", County.Cycle, County.Opened(County.Cycle));
        await host.Submit(County.Submitted(1));
        (await host.BlockedBecause()).ShouldNotBeNull().ShouldContain($"Unit {County.Group} or one above it is unknown");

        await host.Append("directory", County.Committee, County.Units[0]);
        await host.Opened(County.Report);

        (await host.Stream(County.Report))[^1].ShouldBeOfType<StageOpened>();
    }
}

public sealed class EarlyEventOnSqliteTests() : EarlyEventTests(Engine.Sqlite);

public sealed class EarlyEventOnPostgresTests() : EarlyEventTests(Engine.Postgres);
