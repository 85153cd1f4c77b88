using PartyReport.Contracts.Operations.Http;

namespace PartyReport.Eventing.Tests;

public sealed class AlarmTests
{
    private static readonly LagView None = new(0, false, 0);
    private static readonly SubscriptionView Subscription = new("units", "writer", 0, "1/0/5", 0, 0, false);
    private static readonly LaneView Lane = new("reader", "units", 0, "1/0/5", None);
    private static readonly EventingView Calm = new(
        "service", Sample.Now, "1/0/5", 5, [Subscription with { Blocked = 1_000, Lag = None with { Seconds = 60 } }],
        [Lane with { Lag = new LagView(10_001, true, 60) }], [new ShardView(0, "a", 1, true)], []);

    public static TheoryData<string, string, EventingView> Faults => new()
    {
        { AlarmCodes.Parked, "service.units of writer", Calm with { Subscriptions = [Subscription, Subscription with { Blocked = 1, Parked = 1 }] } },
        { AlarmCodes.Stopped, "service.units of writer", Calm with { Subscriptions = [Subscription with { Stopped = true }] } },
        {
            AlarmCodes.Blocked, "service.units of writer",
            Calm with { Subscriptions = [Subscription with { Blocked = 600 }, Subscription with { Shard = 1, Blocked = 401 }] }
        },
        { AlarmCodes.Lag, "service.units of writer", Calm with { Subscriptions = [Subscription with { Lag = new LagView(1, false, 60.1) }] } },
        { AlarmCodes.Lag, "reader.units of service", Calm with { Lanes = [Lane, Lane with { Lag = new LagView(1, false, 60.1) }] } },
        { AlarmCodes.Horizon, "service", Calm with { HorizonSeconds = 5.1 } },
        { AlarmCodes.Unheld, "service", Calm with { Shards = [new ShardView(0, "a", 1, true), new ShardView(1, "a", 1, false)] } },
    };

    [Theory, MemberData(nameof(Faults))]
    public void What_wants_an_operator_is_an_alarm_that_says_what_to_do(string code, string about, EventingView state)
    {
        var alarm = Alarms.Of(state).ShouldHaveSingleItem();

        (alarm.Code, alarm.About).ShouldBe((code, about));
        alarm.What.ShouldNotBeEmpty();
        alarm.Next.ShouldNotBeEmpty();
    }

    [Fact]
    public void What_is_within_its_bounds_is_no_alarm() => Alarms.Of(Calm).ShouldBeEmpty();

    [Fact]
    public void Late_shards_of_one_subscription_are_one_alarm()
    {
        var late = new LagView(7, false, 61);

        var alarm = Alarms.Of(Calm with { Lanes = [Lane with { Lag = late }, Lane with { Shard = 1, Lag = late with { More = true, Seconds = 75 } }] })
            .ShouldHaveSingleItem();

        alarm.What.ShouldBe("14+ events wait, the oldest for 75 s.");
    }

    [Fact]
    public void A_horizon_that_stands_grows_older_and_one_that_moves_begins_anew()
    {
        var first = Horizon.Seen(null, 10, 12, Sample.Now);
        var later = Horizon.Seen(first, 10, 20, Sample.Now.AddSeconds(7));
        var moved = Horizon.Seen(later, 11, 20, Sample.Now.AddSeconds(8));

        Horizon.Age(later, Sample.Now.AddSeconds(7)).ShouldBe(TimeSpan.FromSeconds(7));
        Horizon.Age(moved, Sample.Now.AddSeconds(9)).ShouldBe(TimeSpan.FromSeconds(1));
        Horizon.Seen(moved, 20, 20, Sample.Now).ShouldBeNull();
    }

    [Theory]
    [InlineData("1/752/40", "1/752/40"), InlineData("0/0/0", "0/0/0"), InlineData("1/2", null), InlineData("1/2/3/4", null)]
    [InlineData("1/-2/3", null), InlineData("", null), InlineData(null, null), InlineData("1/ 2/3", null), InlineData("1/99999999999999999999/3", null)]
    public void A_cursor_is_read_as_it_is_written_and_nothing_else_is(string? text, string? expected) =>
        (Cursor.Parse(text)?.ToString()).ShouldBe(expected);
}
