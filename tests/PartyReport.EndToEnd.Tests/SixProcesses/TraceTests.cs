using PartyReport.Otlp;

namespace PartyReport.EndToEnd.Tests;

/// <summary>From the click to the last subscriber, one trace.</summary>
[Collection(nameof(Alone))]
public sealed class TraceTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static readonly (string Service, string Span)[] Way =
    [
        ("partyreport-gateway", "POST"), ("partyreport-drafting", "POST"), ("partyreport-drafting", "log.commit"),
        ("partyreport-drafting", "relay.send"), ("partyreport-review", "subscription.apply"), ("partyreport-archive", "subscription.apply"),
        ("partyreport-review", "relay.send"), ("partyreport-notification", "subscription.apply"),
    ];

    [Fact]
    public async Task One_submission_is_one_tree_over_gateway_drafting_log_broker_review_archive_and_notification()
    {
        await using var receiver = await OtlpReceiver.Start();
        await using var fleet = new Fleet();
        await fleet.Start([.. receiver.Settings.Select(s => (s.Key, s.Value))]);
        using var door = new Door(fleet.Address);

        await new Reports(door).One(TestContext.Current.CancellationToken);
        var tree = await receiver.Until("a submission's tree is whole", Whole, Patience);

        tree.Count(s => s.ParentSpanId.Length == 0).ShouldBe(1);
        tree.Single(s => s.ParentSpanId.Length == 0).Service.ShouldBe("partyreport-gateway");
        tree.ShouldNotContain(s => s.Attributes.Values.Any(v => v.Contains("同意", StringComparison.Ordinal)));
    }

    private static List<OtlpSpan>? Whole(OtlpReceiver receiver)
    {
        var submission = receiver.Spans.FirstOrDefault(s =>
            s.Service == "partyreport-drafting" && s.Attributes.GetValueOrDefault("http.route")?.EndsWith("/submission", StringComparison.Ordinal) == true);
        if (submission is null) return null;
        var tree = receiver.Spans.Where(s => s.TraceId == submission.TraceId).ToList();
        var known = tree.Select(s => s.SpanId).ToHashSet();
        var hangsTogether = tree.TrueForAll(s => s.ParentSpanId.Length == 0 || known.Contains(s.ParentSpanId));
        return hangsTogether && Way.All(w => tree.Exists(s => s.Service == w.Service && s.Name.StartsWith(w.Span, StringComparison.Ordinal))) ? tree : null;
    }
}
