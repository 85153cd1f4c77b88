using PartyReport.Contracts.Operations.Http;
using PartyReport.Servers;

namespace PartyReport.Hosting.Tests;

public sealed class OperatorRefusalTests
{
    [Fact]
    public async Task A_retry_names_a_blocked_stream_of_a_subscription()
    {
        await using var host = await OperatedHost.StartBlocked(Engine.Sqlite);

        await Refused(host.Retry(unit: 9), 404, "operations.stream-not-blocked");
        await Refused(host.Post("/retries", new RetryStreamRequest("review", "units", OperatedHost.Id(1))), 404, "operations.subscription-unknown");
        await Refused(host.Post("/retries", new { publisher = "directory" }), 400, "request.malformed");
    }

    [Fact]
    public async Task A_skip_names_the_first_event_of_a_stream_and_a_reason()
    {
        await using var host = await OperatedHost.StartBlocked(Engine.Sqlite);

        await Refused(host.Skip(2), 409, "operations.event-not-first");
        await Refused(host.Skip(4), 404, "operations.event-not-blocked");
        await Refused(host.Skip(1, unit: 9), 404, "operations.event-not-blocked");
        await Refused(host.Skip(1, reason: " \n"), 422, "operations.reason-length");
        await Refused(host.Skip(1, reason: new string('由', 2_001)), 422, "operations.reason-length");
        await Refused(host.Skip(1, reason: "a\u0007"), 422, "text.control-character");
        await Refused(
            host.Post("/skips", new SkipEventRequest("directory", "other", OperatedHost.Id(1), 1, "r")), 404, "operations.subscription-unknown");
        (await host.Skip(1, reason: new string('由', 2_000))).Status.ShouldBe(200);
    }

    [Fact]
    public async Task A_replay_goes_back_only_and_to_a_position()
    {
        await using var host = await OperatedHost.Start(Engine.Sqlite);
        await host.Add(1);

        await Refused(host.Replay("9/0/0"), 409, "operations.position-ahead");
        await Refused(host.Replay("start"), 422, "operations.position-invalid");
        await Refused(host.Replay(shard: 1), 422, "operations.position-invalid");
        await Refused(host.Replay(shard: -1), 422, "operations.position-invalid");
        await Refused(
            host.Post("/replays", new ReplaySubscriptionRequest("directory", "other", "0/0/0")), 404, "operations.subscription-unknown");
        await host.Noted("1/1 x1");
        (await host.Recorded()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_key_is_good_for_one_intent()
    {
        await using var host = await OperatedHost.StartBlocked(Engine.Sqlite);
        await host.Retry(unit: 1, key: "a");

        await Refused(host.Retry(unit: 2, key: "a"), 409, "request.key-reused");
    }

    [Theory]
    [InlineData("?limit=0"), InlineData("?limit=501"), InlineData("?after=x"), InlineData("?after=units/directory/a/0/0/0"), InlineData("?after=units/directory/0/0/0")]
    public async Task A_page_that_cannot_be_is_refused(string query)
    {
        await using var host = await OperatedHost.Start(Engine.Sqlite);

        await Refused(host.Get("/blocked" + query), 400, "operations.page-invalid");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Blocked_events_come_page_by_page_without_their_content(Engine engine)
    {
        await using var host = await OperatedHost.StartBlocked(engine);

        var first = await host.Blocked("?limit=3");
        var second = await host.Blocked($"?limit=3&after={Uri.EscapeDataString(first.Next!)}");

        first.Events.Concat(second.Events).Select(e => (e.Stream, e.Version)).ShouldBe(
            [(OperatedHost.Id(1), 1), (OperatedHost.Id(1), 2), (OperatedHost.Id(1), 3), (OperatedHost.Id(2), 1)]);
        second.Next.ShouldBeNull();
        first.Events[0].Error.ShouldBe("InvalidOperationException: poison");
        (await host.Get("/blocked")).Text.ShouldNotContain("述");
        (await host.Blocked("?parked=true")).Events.ShouldBeEmpty();
        (await host.Blocked("?subscription=other")).Events.ShouldBeEmpty();
        (await host.Blocked("?publisher=directory")).Events.Count.ShouldBe(4);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task The_state_tells_what_is_blocked_and_what_has_not_come_yet(Engine engine)
    {
        await using var host = await OperatedHost.StartBlocked(engine);
        await host.Log.Write(s => s.Execute("update blocked set parked_at = occurred_at where version = 1"), OperatedHost.Ct);

        var state = (await host.Get()).Read<EventingView>();

        var units = state.Subscriptions.ShouldHaveSingleItem();
        (units.Name, units.Publisher, units.Shard, units.Blocked, units.Parked, units.Stopped).ShouldBe(("units", "directory", 0, 4, 2, false));
        units.Lag.ShouldBe(new LagView(0, false, 0));
        (state.Lanes.Count, state.Shards.Count, state.HorizonSeconds is null).ShouldBe((0, 0, engine == Engine.Sqlite));
        state.Alarms.Select(a => (a.Code, a.About)).ShouldBe([(AlarmCodes.Parked, "sample.units of directory")]);
    }

    private static async Task Refused(Task<ModuleReply> reply, int status, string code) =>
        ((await reply).Status, (await reply).Code).ShouldBe((status, code));
}
