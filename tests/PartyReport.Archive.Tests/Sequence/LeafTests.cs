using System.Text;
using PartyReport.Contracts;

namespace PartyReport.Archive.Tests;

public sealed class LeafTests
{
    private static readonly Guid Report = Events.Id(9);

    [Fact]
    public void A_leaf_has_these_bytes() => Written(early: false).ShouldBe(
        """
        {"v":1,"publisher":"drafting","stream":"00000000-0000-0000-0000-000000000009","version":2,"type":"drafting.report-revised","schema":1,"occurredAt":"2026-03-01T08:00:00.0000000Z","actor":"00000000-0000-0000-0000-000000000003","event":"@event","report":"00000000-0000-0000-0000-000000000009","revision":1,"hash":"@hash","contents":"@contents","causes":[{"publisher":"review","stream":"00000000-0000-0000-0000-000000000007","version":4}]}
        """
        .Replace("@event", EventHash, StringComparison.Ordinal)
        .Replace("@hash", "1b2a", StringComparison.Ordinal)
        .Replace("@contents", Sha($"{Content.HashOf("一、")}\n{Content.HashOf("二、")}\n"), StringComparison.Ordinal));

    [Fact]
    public void A_leaf_logged_before_its_cause_says_so() =>
        Written(early: true).ShouldEndWith(""","causes":[{"publisher":"review","stream":"00000000-0000-0000-0000-000000000007","version":4}],"early":true}""");

    [Fact]
    public void A_leaf_holds_no_text() => Written(early: false).ShouldNotContain("一、");

    [Fact]
    public void An_event_without_a_report_has_none_in_its_leaf()
    {
        var e = Happening.Of(Rig.Deliver("directory", Events.Id(3), 1, new Contracts.Directory.PersonAdded(Events.Id(3))));

        var leaf = Encoding.UTF8.GetString(Leaf.Of(e, e.ReadHeaders(), Facts.Of(e.Body), early: false));

        leaf.ShouldEndWith(",\"causes\":[]}");
        leaf.ShouldNotContain("\"report\"");
    }

    [Fact]
    public void A_leaf_that_does_not_fit_into_a_bundle_is_refused()
    {
        var causes = Enumerable.Range(1, 800).Select(i => new Cause("review", Events.Id(7), i)).ToArray();
        var e = Happening.Of(Rig.Deliver("drafting", Report, 1, Events.Started(Report), causes));

        Should.Throw<InvalidOperationException>(() => Leaf.Of(e, e.ReadHeaders(), Facts.Of(e.Body), early: false))
            .Message.ShouldContain("65535");
    }

    private static Happening Revised => new()
    {
        Publisher = "drafting", Stream = Report, Version = 2, Type = "drafting.report-revised", SchemaVersion = 1, OccurredAt = Events.Now,
        Headers = Encoding.UTF8.GetBytes(
            $$"""{"actor":"{{Events.Author}}","command":"k","causes":[{"publisher":"review","stream":"{{Events.Id(7)}}","version":4}]}"""),
        Body = Encoding.UTF8.GetBytes(
            $$"""
            {"report":"{{Report}}","revision":1,"hash":"1b2a","newBlocks":[{"sha256":"{{Content.HashOf("一、")}}","text":"一、"},{"sha256":"{{Content.HashOf("二、")}}","text":"二、"}]}
            """),
    };

    private static string EventHash
    {
        get
        {
            var e = Revised;
            return Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(
                [0, 0, (byte)(e.Headers.Length >> 8), (byte)e.Headers.Length, .. e.Headers, .. e.Body]));
        }
    }

    private static string Sha(string text) => Content.HashOf(text);

    private static string Written(bool early) =>
        Encoding.UTF8.GetString(Leaf.Of(Revised, Revised.ReadHeaders(), Facts.Of(Revised.Body), early));
}
