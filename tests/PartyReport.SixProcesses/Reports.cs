using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using PartyReport.Contracts.Directory;
using PartyReport.Contracts.Drafting;
using PartyReport.Contracts.Drafting.Http;
using PartyReport.Contracts.Review;
using PartyReport.Contracts.Review.Http;

namespace PartyReport.SixProcesses;

/// <summary>Many reports from cycle to filing, several at once, as fast as they go or at a pace.</summary>
/// <param name="returned">One report of so many is returned once by its second stage; 0: none.</param>
public sealed class Reports(Door door, Pace? pace = null, int returned = 0)
{
    private static readonly byte[] Text = Encoding.UTF8.GetBytes(
        "一、履职情况\n（一）抓学习。全年学习十二次。\n二、存在的问题\n一是调研不够。\n三、下一步措施\n（一）深入基层。\n");
    private static readonly byte[] Mended = Encoding.UTF8.GetBytes(
        "一、履职情况\n（一）抓学习。全年学习十二次，调研六次。\n二、存在的问题\n一是调研不够。\n三、下一步措施\n（一）深入基层。\n");
    private static readonly Guid[] Reviewers = [DemoCounty.Member, DemoCounty.WorkCommitteeReviewer, DemoCounty.DepartmentReviewer];
    private readonly ConcurrentQueue<long> _answers = new();
    private readonly ConcurrentQueue<(long At, TimeSpan Took)> _times = new();
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

    /// <summary>How long the commands took that were answered in a stretch of time.</summary>
    public IReadOnlyList<TimeSpan> Took(long from, long to) => [.. _times.Where(t => t.At >= from && t.At < to).Select(t => t.Took)];

    public async Task<Guid> One(CancellationToken ct)
    {
        var number = Interlocked.Increment(ref _number);
        var cycle = await Answered(() => door.Change<CycleView>(DemoCounty.Clerk, "/api/cycles", Cycle(number), ct), ct);
        var report = (await Answered(() => door.Change<ReportView>(
            DemoCounty.Secretary, "/api/reports", new StartReportRequest(cycle.Id, DemoCounty.ReportingUnit), ct), ct)).Id;
        var hash = await Submit(report, 1, Text, ct);
        var back = returned > 0 && (number - 1) % returned == 0;
        if (back)
        {
            await Decide(report, 1, 1, hash, Verdicts.Approve, ct);
            await Decide(report, 2, 1, hash, Verdicts.Return, ct);
            hash = await Submit(report, 2, Mended, ct);
        }
        for (var stage = 1; stage <= Reviewers.Length; stage++) await Decide(report, stage, back ? 2 : 1, hash, Verdicts.Approve, ct);
        return report;
    }

    private static OpenCycleRequest Cycle(int number) => new(
        2026, $"第{number}次述职", new DateTimeOffset(2099, 12, 31, 0, 0, 0, TimeSpan.Zero),
        [new TemplateChapter("履职情况", ["履职"])],
        [
            new Stage("单位党组审核", PostRoles.Member, StageRelations.Own, StageRules.Any),
            new Stage("县直机关工委审核", PostRoles.Reviewer, StageRelations.Above, StageRules.Any),
            new Stage("县委组织部审定", PostRoles.Reviewer, StageRelations.Named, StageRules.Any, DemoCounty.OrganisationDepartment),
        ], [DemoCounty.ReportingUnit]);

    private async Task<string> Submit(Guid report, int revision, byte[] text, CancellationToken ct)
    {
        await Answered(() => door.Change<RevisionSaved>(
            DemoCounty.Helper, $"/api/reports/{report}/import?baseRevision={revision - 1}", text, ct), ct);
        return (await Answered(() => door.Change<SubmissionView>(
            DemoCounty.Secretary, $"/api/reports/{report}/submission", new SubmitForReviewRequest(revision), ct), ct)).Hash;
    }

    private Task<DecisionView> Decide(Guid report, int stage, int revision, string hash, string verdict, CancellationToken ct) =>
        Answered(() => door.Change<DecisionView>(Reviewers[stage - 1], $"/api/reviews/{report}/decisions",
            new DecideRequest(stage, revision, hash, verdict, verdict == Verdicts.Approve ? "同意。" : "请补充调研情况。", []), ct), ct);

    private async Task<T> Answered<T>(Func<Task<T>> command, CancellationToken ct)
    {
        if (pace is not null) await pace.Turn(ct);
        var start = Stopwatch.GetTimestamp();
        var answer = await command();
        _answers.Enqueue(Stopwatch.GetTimestamp());
        _times.Enqueue((start, Stopwatch.GetElapsedTime(start)));
        return answer;
    }
}
