using System.Text;
using PartyReport.Otlp;
using PartyReport.SixProcesses;

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
        await fleet.Up([.. receiver.Settings.Select(s => (s.Key, s.Value))]);
        using var door = new Door(fleet.Address);

        await new Reports(door).One(TestContext.Current.CancellationToken);
        var lacking = "";
        var tree = await Waited();

        async Task<List<OtlpSpan>> Waited()
        {
            try
            {
                return await receiver.Until("a submission's tree is whole", r => Whole(r, out lacking), Patience);
            }
            catch (TimeoutException e)
            {
                throw new TimeoutException($"The tree is not whole: {lacking}", e);
            }
        }

        tree.Count(s => s.ParentSpanId.Length == 0).ShouldBe(1);
        tree.Single(s => s.ParentSpanId.Length == 0).Service.ShouldBe("partyreport-gateway");
        foreach (var counter in new[] { "partyreport.relay.events", "partyreport.subscription.events" })
            await receiver.Until($"{counter} is counted", r => r.Exports.FirstOrDefault(
                e => e.Signal == "metrics" && Encoding.UTF8.GetString(e.Body).Contains(counter, StringComparison.Ordinal)), Patience);
        tree.ShouldNotContain(s => s.Attributes.Values.Any(v => v.Contains("同意", StringComparison.Ordinal)));
    }

    private static List<OtlpSpan>? Whole(OtlpReceiver receiver, out string lacking)
    {
        var spans = receiver.Spans;
        var submission = spans.FirstOrDefault(s =>
            s.Service == "partyreport-drafting" && s.Attributes.GetValueOrDefault("http.route")?.EndsWith("/submission", StringComparison.Ordinal) == true);
        var tree = spans.Where(s => s.TraceId == submission?.TraceId).ToList();
        var known = tree.Select(s => s.SpanId).ToHashSet();
        var missing = Way.Where(w => !tree.Exists(s => s.Service == w.Service && s.Name.StartsWith(w.Span, StringComparison.Ordinal))).ToList();
        var loose = tree.Where(s => s.ParentSpanId.Length > 0 && !known.Contains(s.ParentSpanId)).ToList();
        lacking = $"no {string.Join(", ", missing)}; without their parent {string.Join(", ", loose.Select(s => $"{s.Service}/{s.Name}"))}; " +
            $"there {string.Join(", ", tree.Select(s => $"{s.Service}/{s.Name}").Distinct())}";
        return missing.Count == 0 && loose.Count == 0 ? tree : null;
    }
}
