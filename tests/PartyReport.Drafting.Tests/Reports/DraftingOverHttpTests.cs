using System.Text;
using PartyReport.Contracts;
using PartyReport.Contracts.Directory;
using PartyReport.Contracts.Drafting;
using PartyReport.Contracts.Drafting.Http;
using PartyReport.Contracts.Review;
using PartyReport.Hosting;
using PartyReport.Servers;

namespace PartyReport.Drafting.Tests.Reports;

/// <summary>The module over HTTP and a real database, fed by Directory and Review.</summary>
public abstract class DraftingOverHttpTests(Engine engine) : IAsyncLifetime
{
    private static readonly Guid Committee = Guid.NewGuid(), Office = Guid.NewGuid(), Group = Guid.NewGuid();
    private static readonly Guid Clerk = Guid.NewGuid(), Secretary = Guid.NewGuid(), Helper = Guid.NewGuid();
    private static readonly DateTimeOffset Deadline = new(2026, 12, 31, 23, 59, 59, 999, TimeSpan.FromHours(8));

    private static readonly OpenCycleRequest Open = new(
        2026, "2026年度", Deadline.AddTicks(1234567), [new TemplateChapter("问题", ["问题"])],
        [new Stage("初审", PostRoles.Member, StageRelations.Own, StageRules.Any)], [Group]);

    private ModuleHost _host = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _host = await ModuleHost.Start(
            await ModuleData.Create(engine, DraftingModule.Name, typeof(OrganisationReplica).Assembly, typeof(DraftingModule).Assembly),
            DraftingModule.Name, (services, config) => services.AddDrafting(config), routes => routes.MapDrafting(), "directory", "review");
        await _host.Happens(Committee, new UnitAdded(Committee, "C", "县委", UnitKinds.Committee));
        await _host.Happens(Office, new UnitAdded(Office, "O", "组织部", UnitKinds.Office, Committee));
        await _host.Happens(Group, new UnitAdded(Group, "G", "党组", UnitKinds.Group, Committee));
        foreach (var (person, unit, role) in new[]
            { (Clerk, Office, PostRoles.Clerk), (Secretary, Group, PostRoles.Secretary), (Helper, Group, PostRoles.Helper) })
            await _host.Happens(person, new PostAssigned(person, person, unit, role, "职务", new DateOnly(2020, 1, 1)));
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_report_is_written_submitted_returned_and_submitted_again()
    {
        var report = await Started();
        var first = await Import(report, "一、问题\n（一）甲。\n1.子项");
        var block = (await Revision(report, 1)).Blocks[^1];
        var edited = await _host.Put(Secretary, $"/api/reports/{report}/blocks/{block.Id}", new EditBlockRequest(1, "1.新的子项🙂"));

        (await Submit(report, 2)).ShouldBe(202);
        await _host.Happens(report, new ReportReturned(report, [Helper], 1, 1, "初审", 2, edited.Read<RevisionSaved>().Hash, Content.HashOf("改")));
        var returned = await Report(report);
        (await Submit(report, 2)).ShouldBe(202);

        (first.Revision, edited.Status, returned.State).ShouldBe((1, 200, "draft"));
        returned.Authors.ShouldBe([Helper, Secretary]);
        (await Report(report)).State.ShouldBe("in-review");
        (await _host.Get(Clerk, $"/api/reports/{report}/revisions/2/text")).Text.ShouldContain("新的子项🙂");
        (await _host.Get(Clerk, $"/api/reports/{report}/revisions")).Read<List<RevisionSummary>>().Select(r => r.Author).ShouldBe([Helper, Secretary]);
        (await _host.Log.Read(s => s.Scalar<string>("select error from blocked"))).ShouldBeNull();
    }

    [Fact]
    public async Task A_cycle_tells_the_same_instant_in_its_answer_and_afterwards()
    {
        var opened = (await _host.Post(Clerk, "/api/cycles", Open)).Read<CycleView>();

        var read = (await _host.Get(Helper, $"/api/cycles/{opened.Id}")).Read<CycleView>();

        read.Deadline.UtcDateTime.ShouldBe(opened.Deadline.UtcDateTime);
        read.Chain.ShouldBe(opened.Chain);
        read.Units.ShouldBe(opened.Units);
    }

    [Fact]
    public async Task Of_two_who_start_a_report_at_once_one_does()
    {
        var cycle = (await _host.Post(Clerk, "/api/cycles", Open)).Read<CycleView>().Id;

        var replies = await Task.WhenAll(new[] { Helper, Secretary, Helper, Secretary }.Select(
            p => Task.Run(() => _host.Post(p, "/api/reports", new StartReportRequest(cycle, Group)), Ct)));

        replies.Select(r => r.Status).Order().ShouldBe([201, 409, 409, 409]);
        replies.Where(r => r.Status == 409).Select(r => r.Code).Distinct().ShouldBe(["report.exists"]);
    }

    [Fact]
    public async Task Edits_of_different_blocks_at_once_are_all_kept()
    {
        var report = await Started();
        await Import(report, "一、问题\n" + string.Concat(Enumerable.Range(0, 6).Select(n => $"第{n}段。\n")));
        var paragraphs = (await Revision(report, 1)).Blocks.Where(b => b.Kind == BlockKinds.Paragraph).ToList();

        var replies = await Task.WhenAll(paragraphs.Select((b, n) => Task.Run(
            () => _host.Put(n % 2 == 0 ? Helper : Secretary, $"/api/reports/{report}/blocks/{b.Id}", new EditBlockRequest(1, $"改过的第{n}段。")), Ct)));

        replies.ShouldAllBe(r => r.Status == 200);
        (await Report(report)).Revision.ShouldBe(7);
        var text = (await _host.Get(Helper, $"/api/reports/{report}/revisions/7/text")).Text;
        foreach (var n in Enumerable.Range(0, 6)) text.ShouldContain($"改过的第{n}段。");
    }

    [Fact]
    public async Task A_submission_and_an_edit_at_once_leave_what_was_submitted_as_it_was()
    {
        var report = await Started();
        await Import(report, "一、问题\n甲。\n");
        var block = (await Revision(report, 1)).Blocks[^1].Id;

        var (submitted, edited) = (
            Task.Run(() => Submit(report, 1), Ct),
            Task.Run(() => _host.Put(Secretary, $"/api/reports/{report}/blocks/{block}", new EditBlockRequest(1, "乙。")), Ct));

        var state = (await submitted, (await edited).Status, (await Report(report)).State, (await Report(report)).Revision);
        state.ShouldBeOneOf((202, 409, "in-review", 1), (409, 200, "draft", 2));
    }

    private async Task<Guid> Started()
    {
        var cycle = (await _host.Post(Clerk, "/api/cycles", Open)).Read<CycleView>().Id;
        var started = await _host.Post(Helper, "/api/reports", new StartReportRequest(cycle, Group));
        started.Status.ShouldBe(201, started.Text);
        return started.Read<ReportView>().Id;
    }

    private async Task<RevisionSaved> Import(Guid report, string text)
    {
        var reply = await _host.Post(Helper, $"/api/reports/{report}/import?baseRevision=0", Encoding.UTF8.GetBytes(text));
        reply.Status.ShouldBe(201, reply.Text);
        return reply.Read<RevisionSaved>();
    }

    private async Task<int> Submit(Guid report, int revision) =>
        (await _host.Post(Secretary, $"/api/reports/{report}/submission", new SubmitForReviewRequest(revision))).Status;

    private async Task<ReportView> Report(Guid report) => (await _host.Get(Helper, $"/api/reports/{report}")).Read<ReportView>();

    private async Task<RevisionView> Revision(Guid report, int revision) =>
        (await _host.Get(Helper, $"/api/reports/{report}/revisions/{revision}")).Read<RevisionView>();
}

public sealed class DraftingOverHttpOnSqliteTests() : DraftingOverHttpTests(Engine.Sqlite);

public sealed class DraftingOverHttpOnPostgresTests() : DraftingOverHttpTests(Engine.Postgres);
