using PartyReport.Contracts.Archive.Http;
using PartyReport.Contracts.Directory;
using PartyReport.Contracts.Drafting;
using PartyReport.Contracts.Drafting.Http;
using PartyReport.Contracts.Notification;
using PartyReport.Contracts.Notification.Http;
using PartyReport.Contracts.Review;
using PartyReport.Contracts.Review.Http;

namespace PartyReport.AllInOne.Demo;

/// <summary>
/// The main job: cycle, import, submission, return with a remark, revision, resubmission, approval by every stage, log,
/// seal, file, notices, audit. Each step waits for what the step before set in motion.
/// </summary>
internal sealed class Scenario(Api api, Narrator narrator)
{
    private const string Stage1 = "单位党组审核", Stage2 = "县直机关工委审核", Stage3 = "县委组织部审定";
    private static readonly List<string> Stages = [Stage1, Stage2, Stage3];
    private readonly Cast _cast = new(api);

    /// <summary>Refusals that say something about the file itself, not about the state of the data.</summary>
    public static bool IsAboutTheFile(Refused refused) => refused.Code is
        "report.too-large" or "report.empty" or "report.blank" or "report.binary" or "report.undecodable" or "report.no-heading"
        or "report.block-too-large" or "report.too-many-blocks" or "request.too-large";

    public async Task<ScenarioResult> Run(byte[] file, CancellationToken ct)
    {
        // First of all: a file that cannot be imported must not leave a cycle and an empty report behind.
        var preview = await api.Send<ImportPreview>(HttpMethod.Post, DemoCounty.Helper, "preview", "/api/imports/preview", file, ct);
        var cycle = await OpenCycle(ct);
        var report = await Import(cycle, file, preview, ct);
        var first = await Submit(report, 1, ct);
        await Decide(report, DemoCounty.Member, Stage1, first, Verdicts.Approve, "同意报送。", null, ct);
        var section = await SectionToRemarkOn(report, ct);
        await Decide(report, DemoCounty.WorkCommitteeReviewer, Stage2, first, Verdicts.Return,
            "整改时限和责任人不够明确，请补充后重新报送。", new RemarkRequest(section, "请写明完成时限和责任人。"), ct);
        await Revise(report, section, ct);
        var second = await Submit(report, 2, ct);
        await Decide(report, DemoCounty.Member, Stage1, second, Verdicts.Approve, "已按意见修改，同意。", null, ct);
        await Decide(report, DemoCounty.WorkCommitteeReviewer, Stage2, second, Verdicts.Approve, "同意。", null, ct);
        await Decide(report, DemoCounty.DepartmentReviewer, Stage3, second, Verdicts.Approve, "同意，予以归档。", null, ct);
        var trail = await Filed(report, ct);
        var notices = await ReadNotices(report, ct);
        await Audit(ct);
        var revisions = await api.Get<List<RevisionSummary>>(DemoCounty.Secretary, $"/api/reports/{report}/revisions", ct);
        var review = await api.Get<ReviewView>(DemoCounty.Secretary, $"/api/reviews/{report}", ct);
        return new ScenarioResult(
            report, revisions.Count, review.Decisions.Count, notices, trail.SealedBy!.Leaves, trail.SealedBy.Root, trail.Number!.Value);
    }

    private async Task<Guid> OpenCycle(CancellationToken ct)
    {
        var cycle = await api.Send<CycleView>(HttpMethod.Post, DemoCounty.Clerk, "cycle", "/api/cycles", new OpenCycleRequest(
            2026, "2026年度党组织书记抓基层党建述职评议考核", new DateTimeOffset(2099, 12, 31, 23, 59, 59, TimeSpan.FromHours(8)),
            [
                new TemplateChapter("履职情况", ["履职", "工作情况"]),
                new TemplateChapter("存在的问题", ["问题", "不足"]),
                new TemplateChapter("下一步措施", ["下一步", "措施", "打算"]),
            ],
            [
                new Stage(Stage1, PostRoles.Member, StageRelations.Own, StageRules.Any),
                new Stage(Stage2, PostRoles.Reviewer, StageRelations.Above, StageRules.Any),
                new Stage(Stage3, PostRoles.Reviewer, StageRelations.Named, StageRules.Any, DemoCounty.OrganisationDepartment),
            ],
            [DemoCounty.ReportingUnit]), ct);
        narrator.Step(await Who(DemoCounty.Clerk, ct), narrator.Say($"打开周期《{cycle.Title}》", $"opened the cycle {cycle.Title}"));
        return cycle.Id;
    }

    private async Task<Guid> Import(Guid cycle, byte[] file, ImportPreview preview, CancellationToken ct)
    {
        var report = await api.Send<ReportView>(
            HttpMethod.Post, DemoCounty.Secretary, "start", "/api/reports", new StartReportRequest(cycle, DemoCounty.ReportingUnit), ct);
        var saved = await api.Send<RevisionSaved>(
            HttpMethod.Post, DemoCounty.Helper, "import", $"/api/reports/{report.Id}/import?baseRevision=0", file, ct);
        narrator.Step(await Who(DemoCounty.Helper, ct),
            narrator.Say($"导入报告（{preview.Encoding}，{preview.Chapters} 章 {preview.Sections} 节 {preview.Points} 点）",
                $"imported the report ({preview.Encoding}, {preview.Chapters} chapters, {preview.Sections} sections, {preview.Points} points)"),
            saved.Revision, saved.Hash, await Leaf(report.Id, "drafting.report-revised", e => e.Revision == saved.Revision, ct));
        foreach (var finding in saved.Findings) narrator.Note(finding);
        return report.Id;
    }

    private async Task<SubmissionView> Submit(Guid report, int revision, CancellationToken ct)
    {
        var submitted = await api.Send<SubmissionView>(HttpMethod.Post, DemoCounty.Secretary, $"submit-{revision}",
            $"/api/reports/{report}/submission", new SubmitForReviewRequest(revision), ct);
        narrator.Step(await Who(DemoCounty.Secretary, ct), narrator.Say("报送", "submitted"), revision, submitted.Hash,
            await Leaf(report, "drafting.report-submitted", e => e.Revision == revision, ct));
        return submitted;
    }

    private async Task Decide(
        Guid report, Guid reviewer, string stage, SubmissionView submitted, string verdict, string opinion, RemarkRequest? remark,
        CancellationToken ct)
    {
        await Notice(reviewer, report, n => n.Kind == NoticeKinds.ReviewWaiting && n.Stage == stage && n.Revision == submitted.Revision, ct);
        var decision = await api.Send<DecisionView>(HttpMethod.Post, reviewer, $"decide-{Stages.IndexOf(stage) + 1}-{submitted.Revision}",
            $"/api/reviews/{report}/decisions",
            new DecideRequest(Stages.IndexOf(stage) + 1, submitted.Revision, submitted.Hash, verdict, opinion, remark is null ? [] : [remark]), ct);
        var what = verdict == Verdicts.Approve ? narrator.Say($"通过（{stage}）", $"approved ({stage})") : narrator.Say($"退回（{stage}）", $"returned it ({stage})");
        narrator.Step(await Who(reviewer, ct), $"{what}：{opinion}", submitted.Revision, submitted.Hash,
            await Leaf(report, "review.decision-made", e => e.Version == decision.Version, ct));
        if (remark is not null) narrator.Note(narrator.Say($"批注：{remark.Text}", $"remark: {remark.Text}"));
    }

    private async Task<Guid> SectionToRemarkOn(Guid report, CancellationToken ct)
    {
        var revision = await api.Get<RevisionView>(DemoCounty.Secretary, $"/api/reports/{report}/revisions/1", ct);
        return (revision.Blocks.LastOrDefault(b => b.Kind == BlockKinds.Section) ?? revision.Blocks.Last(b => b.Kind == BlockKinds.Chapter)).Id;
    }

    private async Task Revise(Guid report, Guid section, CancellationToken ct)
    {
        var notice = await Notice(DemoCounty.Helper, report, n => n.Kind == NoticeKinds.ReportReturned, ct);
        await Api.Until("drafting to take up the return", async () =>
            await api.Get<ReportView>(DemoCounty.Helper, $"/api/reports/{report}", ct) is { } r && (r.State == "draft" || r.Revision > 1) ? r : null, ct);
        var before = await api.Get<RevisionView>(DemoCounty.Helper, $"/api/reports/{report}/revisions/1", ct);
        var block = before.Blocks.FirstOrDefault(b => b.Parent == section && b.Kind is BlockKinds.Paragraph or BlockKinds.Point)
            ?? before.Blocks.First(b => b.Id == section);
        var saved = await api.Send<RevisionSaved>(HttpMethod.Put, DemoCounty.Helper, "revise", $"/api/reports/{report}/blocks/{block.Id}",
            new EditBlockRequest(1, block.Text.Trim() + "完成时限为次年六月底，责任人为分管负责同志。"), ct);
        narrator.Step(await Who(DemoCounty.Helper, ct),
            narrator.Say($"按退回意见修改（{notice.Because}）", $"revised it, because: {notice.Because}"),
            saved.Revision, saved.Hash, await Leaf(report, "drafting.report-revised", e => e.Revision == saved.Revision, ct));
    }

    private async Task<TrailView> Filed(Guid report, CancellationToken ct)
    {
        var trail = await Api.Until("the report to be filed and sealed", async () =>
            await Trail(report, ct) is { Number: not null, SealedBy: not null } t && t.Entries.Any(e => e.Type == "archive.report-filed") ? t : null, ct);
        narrator.Step(narrator.Say("档案：", "Archive:"),
            narrator.Say($"归档，档号 {trail.Number}；检查点封存 {trail.SealedBy!.Leaves} 叶，根 {trail.SealedBy.Root}",
                $"filed under number {trail.Number}; sealed by a checkpoint of {trail.SealedBy!.Leaves} leaves, root {trail.SealedBy.Root}"),
            leaf: trail.Entries.Single(e => e.Type == "archive.report-filed").Leaf);
        return trail;
    }

    private async Task<int> ReadNotices(Guid report, CancellationToken ct)
    {
        var count = 0;
        foreach (var author in new[] { DemoCounty.Secretary, DemoCounty.Helper })
        {
            await Notice(author, report, n => n.Kind == NoticeKinds.ReportApproved, ct);
            await Notice(author, report, n => n.Kind == NoticeKinds.ReportFiled, ct);
        }
        foreach (var person in new[] { DemoCounty.Secretary, DemoCounty.Helper, DemoCounty.Member, DemoCounty.WorkCommitteeReviewer, DemoCounty.DepartmentReviewer })
        {
            var inbox = await Inbox(person, report, ct);
            foreach (var notice in inbox.Notices)
                await api.Send<NoticeView>(HttpMethod.Post, person, $"read-{notice.Id}", $"/api/notices/{notice.Id}/reading", new { }, ct);
            narrator.Step(await Who(person, ct), narrator.Say($"已读 {inbox.Notices.Count} 条通知", $"read {inbox.Notices.Count} notices"));
            count += inbox.Notices.Count;
        }
        return count;
    }

    private async Task Audit(CancellationToken ct)
    {
        var audit = await api.Get<AuditView>(DemoCounty.Auditor, "/api/archive/audit", ct);
        if (audit.Faults.Count > 0)
            throw new KnownFailure(Exit.Failed, $"档案核验未通过 the archive's content does not match its log: {string.Join("; ", audit.Faults)}");
        narrator.Step(await Who(DemoCounty.Auditor, ct),
            narrator.Say($"核验档案：{audit.Leaves} 叶、{audit.Blocks} 块文字全部一致", $"re-hashed the archive: {audit.Leaves} leaves and {audit.Blocks} texts match"));
    }

    private Task<string> Who(Guid person, CancellationToken ct) => _cast.Introduce(person, ct);

    private async Task<NoticeView> Notice(Guid person, Guid report, Func<NoticeView, bool> wanted, CancellationToken ct) =>
        await Api.Until("a notice", async () => (await Inbox(person, report, ct)).Notices.FirstOrDefault(wanted), ct);

    private Task<InboxView> Inbox(Guid person, Guid report, CancellationToken ct) =>
        api.Get<InboxView>(person, $"/api/notices?report={report}", ct);

    private async Task<long> Leaf(Guid report, string type, Func<TrailEntry, bool> wanted, CancellationToken ct) =>
        (await Api.Until($"the leaf of {type}", async () =>
            (await Trail(report, ct))?.Entries.FirstOrDefault(e => e.Type == type && wanted(e)), ct)).Leaf;

    private async Task<TrailView?> Trail(Guid report, CancellationToken ct)
    {
        try
        {
            return await api.Get<TrailView>(DemoCounty.Archivist, $"/api/archive/reports/{report}", ct);
        }
        catch (Refused refused) when (refused.Status == 404)
        {
            return null;
        }
    }
}
