namespace PartyReport.Contracts.Tests;

public sealed class SubscriptionListTests
{
    [Fact]
    public void The_subscriptions_stand_as_listed()
    {
        var all = Subscriptions.All.Select(s => $"{s.Subscriber} {s.Name} of {s.Publisher}: {string.Join(' ', s.Types.Order())}");

        var listed = Golden.Lines("subscriptions.txt");

        all.ShouldBe(listed);
    }

    [Fact]
    public void A_subscription_takes_only_events_that_its_publisher_has()
    {
        var strays = from s in Subscriptions.All
                     from type in s.Types
                     where !EventCatalog.Types.ContainsKey(type) || !(type.Split('.')[0] == s.Publisher || type.Split('.')[0] == EventCatalog.Operations)
                     select $"{s.Subscriber} {s.Name}: {type}";

        strays.ShouldBeEmpty();
    }

    [Fact]
    public void No_two_subscriptions_share_a_row()
    {
        var rows = Subscriptions.All.Select(s => (s.Subscriber, s.Name, s.Publisher));

        rows.ShouldBeUnique();
    }

    [Fact]
    public void The_archive_takes_every_audited_event()
    {
        var audited = EventCatalog.Types.Keys.Select(k => k.Split('.')[0]).Distinct().SelectMany(EventCatalog.Audited);

        var taken = Subscriptions.ArchiveLog.SelectMany(s => s.Types);

        taken.Distinct().Order().ShouldBe(audited.Distinct().Order());
    }

    [Fact]
    public void The_archive_takes_what_operators_do_at_any_service()
    {
        var services = Subscriptions.All.SelectMany(s => new[] { s.Subscriber, s.Publisher }).Distinct();

        Subscriptions.ArchiveLog.Select(s => s.Publisher).Order().ShouldBe(services.Order());
        Subscriptions.ArchiveLog.ShouldAllBe(s => s.Types.Contains("operations.event-skipped"));
    }
}
