using Microsoft.Extensions.DependencyInjection;
using PartyReport.Contracts;
using PartyReport.Contracts.Review;
using PartyReport.Eventing;
using PartyReport.Hosting;

namespace PartyReport.Drafting.Reports;

/// <summary>Follows review: a return opens the report for edits again, an approval closes it for good.</summary>
internal sealed class TakeUpDecision(
    [FromKeyedServices(DraftingModule.Name)] EventLog log, ReportStore store, TimeProvider clock)
{
    public static Outcome Decide(Report report, object decision, Cause cause) => (report, decision) switch
    {
        // Delivered again, for example because the subscription was set back.
        _ when report.Content is { } text && cause.Version <= text.TakenUp => Outcome.NothingToDo,
        (Report.InReview r, ReportReturned d) when d.Revision == r.Text.Revision => Outcome.Of(new ReportReopened(d.Report, d.Revision, cause)),
        (Report.InReview r, ReportApproved d) when d.Revision == r.Text.Revision => Outcome.Of(new ReportSettled(d.Report, d.Revision, cause)),
        _ => Refusal.Conflict("report.decision-unexpected", $"{decision.GetType().Name} does not fit a report that is {report.StateName}."),
    };

    public async Task<Reaction> React(Session session, Delivery delivery)
    {
        var (report, version) = await store.Fold(session, delivery.Event.Stream);

        var outcome = Decide(report, delivery.Body, delivery.Cause);
        // Review decides on what was submitted, so this is a bug or a restored file: the stream waits for an operator.
        if (outcome.Refusal is { } refusal) throw new InvalidOperationException(refusal.Detail);

        var headers = new EventHeaders("service:drafting", $"{delivery.Publisher}/{delivery.Event.Stream}/{delivery.Event.Version}", [delivery.Cause], delivery.Headers.Trace);
        NewEvent[] events = [.. outcome.Events.Select((e, i) => log.Types.Write(delivery.Event.Stream, version + 1 + i, e, headers, clock.GetUtcNow()))];
        return new Reaction(events, s => ReportStore.Apply(s, events));
    }
}
