using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using PartyReport.Contracts.Drafting;
using PartyReport.Contracts.Drafting.Http;
using PartyReport.Drafting.Cycles;
using PartyReport.Hosting;

namespace PartyReport.Drafting.Reports;

/// <summary>Hands the newest revision to the chain of the cycle. From then on review alone decides.</summary>
internal static class SubmitForReview
{
    public static void Map(IEndpointRouteBuilder reports) => reports.MapPost("/{id:guid}/submission", Handle)
        .WithName("SubmitReportForReview").Does(Actions.ReportSubmit).Produces<SubmissionView>(StatusCodes.Status202Accepted);

    // Every rule of submission is one arm.
    public static Outcome Decide(Report report, bool mayWrite, Guid actor, SubmitForReviewRequest request, DateTimeOffset deadline, DateTimeOffset now) =>
        report switch
        {
            Report.NotStarted => Refusals.Unknown,
            _ when !mayWrite => Refusals.NotAnAuthor,
            Report.Draft { Text.Revision: 0 } => Refusal.Invalid("report.body-missing", "A report needs a text before it can be reviewed."),
            Report.Draft draft when draft.Text.Revision != request.Revision => Refusals.Moved(draft.Text.Revision),
            Report.Draft draft => Outcome.Of(Submitted(draft.Text, actor, late: now > deadline)),
            // The same click delivered twice must not open a second review.
            Report.InReview review when review.Text.Revision == request.Revision => Outcome.NothingToDo,
            _ => Refusals.NotADraft(report),
        };

    // Who hands it in answers for it like an author, and decides on it no more than one.
    private static ReportSubmitted Submitted(Report.Body text, Guid actor, bool late) => new(
        text.Id, text.Cycle, text.Unit, text.Authors.Contains(actor) ? text.Authors : text.Authors.Add(actor), text.Revision, text.Hash!,
        [.. from e in text.Manifest where e.Kind is BlockKinds.Chapter or BlockKinds.Section select e.Block], late);

    private static async Task<IResult> Handle(Guid id, SubmitForReviewRequest request, Command call, Access access, ReportStore store, CancellationToken ct)
    {
        var (loaded, deadline) = await store.Read(async s =>
        {
            var loaded = await store.Load(s, id, access, Actions.ReportSubmit);
            return (loaded, loaded.Report.Content is { } text ? (await CycleStore.Find(s, text.Cycle))!.Deadline : default);
        });

        var outcome = Decide(loaded.Report, loaded.May, call.Actor, request, deadline, call.At);
        if (outcome.Refusal is { } refusal) return refusal.ToProblem();

        var answer = Answer.Accepted($"/api/reviews/{id}",
            new SubmissionView(id, request.Revision, loaded.Report.Content!.Hash!, call.At > deadline));
        await store.Append(call, id, loaded.Version, outcome.Events, answer, ct, (loaded.Report as Report.Draft)?.ReturnedBy);
        return answer.ToResult();
    }
}
