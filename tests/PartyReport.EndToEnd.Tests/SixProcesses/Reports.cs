using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using PartyReport.Contracts.Directory;
using PartyReport.Contracts.Drafting;
using PartyReport.Contracts.Drafting.Http;
using PartyReport.Contracts.Review;
using PartyReport.Contracts.Review.Http;

namespace PartyReport.EndToEnd.Tests;

/// <summary>Many reports from cycle to filing, several at once, as fast as they go.</summary>
internal sealed class Reports(Door door)
{
    private static readonly byte[] Text = Encoding.UTF8.GetBytes(
        "一、履职情况\n（一）抓学习。全年学习十二次。\n二、存在的问题\n一是调研不够。\n三、下一步措施\n（一）深入基层。\n");
    private readonly ConcurrentQueue<long> _answers = new();
    private int _number;

    /// <summary>Reports of which every command was answered.</summary>
    public ConcurrentQueue<Guid> Done { get; } = new();

    /// <summary>Commands answered so far.</summary>
    public int Answers => _answers.Count;

    /// <summary>Goes on until told to stop; what was begun is ended.</summary>
    public Task Run(int workers, CancellationToken stop, CancellationToken ct) => Task.WhenAll(Enumerable.Range(0, workers).Select(async _ =>
    {
        while (!stop.IsCancellationRequested) Done.Enqueue(await One(ct));
    }));

    /// <summary>Answers in a stretch of time.</summary>
    public int Between(long from, long to) => _answers.Count(at => at >= from && at < to);

    public async Task<Guid> One(CancellationToken ct)
    {
        var number = Interlocked.Increment(ref _number);
        var cycle = await Answered(door.Change<CycleView>(DemoCounty.Clerk, "/api/cycles", new OpenCycleRequest(
            2026, $"第{number}次述职", new DateTimeOffset(2099, 12, 31, 0, 0, 0, TimeSpan.Zero),
            [new TemplateChapter("履职情况", ["履职"])],
            [
                new Stage("单位党组审核", PostRoles.Member, StageRelations.Own, StageRules.Any),
                new Stage("县直机关工委审核", PostRoles.Reviewer, StageRelations.Above, StageRules.Any),
                new Stage("县委组织部审定", PostRoles.Reviewer, StageRelations.Named, StageRules.Any, DemoCounty.OrganisationDepartment),
            ], [DemoCounty.ReportingUnit]), ct));
        var report = (await Answered(door.Change<ReportView>(
            DemoCounty.Secretary, "/api/reports", new StartReportRequest(cycle.Id, DemoCounty.ReportingUnit), ct))).Id;
        await Answered(door.Change<RevisionSaved>(DemoCounty.Helper, $"/api/reports/{report}/import?baseRevision=0", Text, ct));
        var submitted = await Answered(door.Change<SubmissionView>(
            DemoCounty.Secretary, $"/api/reports/{report}/submission", new SubmitForReviewRequest(1), ct));
        foreach (var (index, reviewer) in new[] { DemoCounty.Member, DemoCounty.WorkCommitteeReviewer, DemoCounty.DepartmentReviewer }.Index())
            await Answered(door.Change<DecisionView>(reviewer, $"/api/reviews/{report}/decisions",
                new DecideRequest(index + 1, 1, submitted.Hash, Verdicts.Approve, "同意。", []), ct));
        return report;
    }

    private async Task<T> Answered<T>(Task<T> command)
    {
        var answer = await command;
        _answers.Enqueue(Stopwatch.GetTimestamp());
        return answer;
    }
}
