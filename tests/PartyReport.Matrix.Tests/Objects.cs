using System.Text;
using PartyReport.Contracts.Archive.Http;
using PartyReport.Contracts.Directory;
using PartyReport.Contracts.Directory.Http;
using PartyReport.Contracts.Drafting;
using PartyReport.Contracts.Drafting.Http;
using PartyReport.Contracts.Notification.Http;
using PartyReport.Contracts.Review;
using PartyReport.Contracts.Review.Http;

namespace PartyReport.Matrix.Tests;

/// <summary>What the requests are about: made over HTTP, by people who held the posts for it and hold others now.</summary>
internal sealed class Objects
{
    private static readonly DateOnly Since = new(2020, 1, 1);
    private static readonly byte[] Text = Encoding.UTF8.GetBytes("一、履职情况\n（一）抓学习。全年学习十二次。\n");
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60), Pause = TimeSpan.FromMilliseconds(100);
    private static readonly string[] Relations = ["own", "below", "above", "beside", "far"];

    /// <summary>Units by their relation to M.</summary>
    public Dictionary<string, Guid> Units { get; } = [];

    /// <summary>Reports in writing, and reports whose review stands in its second stage.</summary>
    public Dictionary<string, Guid> Drafts { get; } = [];
    public Dictionary<string, Guid> Reviewed { get; } = [];

    /// <summary>A block of each report in writing.</summary>
    public Dictionary<string, Guid> Blocks { get; } = [];

    /// <summary>A leaf of each reviewed report's trail, which has its proof.</summary>
    public Dictionary<string, long> Leaves { get; } = [];
    public Guid Cycle { get; private set; }
    public Guid Notice { get; private set; }
    public Guid Post { get; private set; }
    public Guid Account { get; private set; }
    /// <summary>A key of the account, revoked.</summary>
    public Guid Key { get; private set; }

    /// <summary>A deputising that is over.</summary>
    public Guid Deputy { get; private set; }

    /// <summary>A file that was checked before posts were changed, so that it cannot be started any more.</summary>
    public Guid Import { get; private set; }

    public static async Task<Objects> Make(Door door, Func<Task> caughtUp)
    {
        var made = new Objects();
        await made.MakeUnits(door);
        foreach (var relation in Relations) await made.Assign(door, People.Author, relation, PostRoles.Secretary);
        await made.Assign(door, People.Decider, "seats", PostRoles.Reviewer);
        await made.Assign(door, People.Seat, "seats", PostRoles.Reviewer);
        await caughtUp();
        await made.MakeReports(door, caughtUp);
        made.Import = (await door.Read<ImportView>(People.Administrator, Requests.Check("units", "code,name,kind,parent\nMX-N,新单位,group,MX-M\n"))).Id;
        await ChangePosts(door, made);
        made.Post = (await door.Get<List<PostView>>(People.Administrator, $"/api/posts?person={People.Administrator}"))[0].Id;
        await made.MakeAccount(door);
        made.Deputy = await ActForTheSecretary(door, "hel", Since);
        await ActForTheSecretary(door, "dep", new DateOnly(2099, 1, 1));
        await caughtUp();
        foreach (var relation in Relations) made.Leaves[relation] = await SealedLeaf(door, made.Reviewed[relation]);
        made.Notice = (await door.Get<InboxView>(People.Seat, "/api/notices")).Notices[0].Id;
        return made;
    }

    private static async Task<Guid> ActForTheSecretary(Door door, string who, DateOnly to) => (await door.Post<DeputyView>(
        People.Administrator, "/api/deputies", new NameDeputyRequest(await Held(door, "sec"), await Held(door, who), Since, to))).Id;

    // A checkpoint is published a moment after the leaves that it covers.
    private static async Task<long> SealedLeaf(Door door, Guid report)
    {
        using var limit = new CancellationTokenSource(Patience);
        using var timer = new PeriodicTimer(Pause);
        while (true)
        {
            if (await door.Get<TrailView>(People.All["aud"]!.Value, $"/api/archive/reports/{report}") is { SealedBy: not null } trail) return trail.Entries[0].Leaf;
            if (limit.IsCancellationRequested) throw new TimeoutException($"No checkpoint covers the trail of {report}.");
            await timer.WaitForNextTickAsync();
        }
    }

    private static async Task<Guid> Held(Door door, string who) =>
        (await door.Get<List<PostView>>(People.Administrator, $"/api/posts?person={People.All[who]}"))[0].Id;

    private async Task MakeAccount(Door door)
    {
        Account = (await door.Post<AccountView>(People.Security, "/api/accounts", new OpenAccountRequest(People.Author, "matrix"))).Id;
        Key = (await door.Post<ApiKeyView>(People.Security, $"/api/accounts/{Account}/keys", new IssueApiKeyRequest("matrix", ["directory.read"], 1))).Id;
        await door.Read<ApiKeyView>(People.Security, new HttpRequestMessage(HttpMethod.Delete, $"/api/accounts/{Account}/keys/{Key}"));
    }

    private async Task MakeUnits(Door door)
    {
        Units["above"] = await Add("P", UnitKinds.Committee, DemoCounty.Id(1));
        Units["own"] = await Add("M", UnitKinds.Group, Units["above"]);
        Units["below"] = await Add("C", UnitKinds.Branch, Units["own"]);
        Units["beside"] = await Add("S", UnitKinds.Group, Units["above"]);
        Units["office"] = await Add("O", UnitKinds.Office, Units["above"]);
        Units["far"] = await Add("F", UnitKinds.Group, DemoCounty.Id(1));
        Units["seats"] = await Add("G", UnitKinds.Group, DemoCounty.Id(1));

        async Task<Guid> Add(string code, string kind, Guid parent) => (await door.Post<UnitView>(
            People.Administrator, "/api/units", new AddUnitRequest("MX-" + code, "单位" + code, kind, parent))).Id;
    }

    private Task<PostView> Assign(Door door, Guid person, string unit, string role) => door.Post<PostView>(
        People.Administrator, "/api/posts", new AssignPostRequest(person, Units[unit], role, "职务", Since));

    private async Task MakeReports(Door door, Func<Task> caughtUp)
    {
        var second = await OpenCycle(door);
        Cycle = await OpenCycle(door);
        await caughtUp();
        foreach (var relation in Relations)
        {
            Drafts[relation] = await Write(door, Cycle, relation);
            Reviewed[relation] = await Write(door, second, relation);
            await door.Post<SubmissionView>(People.Author, $"/api/reports/{Reviewed[relation]}/submission", new SubmitForReviewRequest(1));
        }
        foreach (var relation in Relations)
            Blocks[relation] = (await door.Get<RevisionView>(People.Author, $"/api/reports/{Drafts[relation]}/revisions/1")).Blocks[0].Id;
        await caughtUp();
        foreach (var report in Reviewed.Values)
        {
            var review = await door.Get<ReviewView>(People.Decider, $"/api/reviews/{report}");
            await door.Post<DecisionView>(People.Decider, $"/api/reviews/{report}/decisions",
                new DecideRequest(1, 1, review.Hash, Verdicts.Approve));
        }
        await caughtUp();
    }

    private async Task<Guid> OpenCycle(Door door)
    {
        var stage = new Stage("审核", PostRoles.Reviewer, StageRelations.Named, StageRules.Any, Units["seats"]);
        return (await door.Post<CycleView>(People.Opener, "/api/cycles", new OpenCycleRequest(
            2026, "述职", new DateTimeOffset(2099, 1, 1, 0, 0, 0, TimeSpan.Zero), [], [stage, stage], [.. Relations.Select(r => Units[r])]))).Id;
    }

    private async Task<Guid> Write(Door door, Guid cycle, string relation)
    {
        var report = (await door.Post<ReportView>(People.Author, "/api/reports", new StartReportRequest(cycle, Units[relation]))).Id;
        await door.Post<RevisionSaved>(People.Author, $"/api/reports/{report}/import?baseRevision=0", Text);
        return report;
    }

    private static async Task ChangePosts(Door door, Objects made)
    {
        foreach (var person in People.All.Values.OfType<Guid>().Where(p => p != People.Administrator))
            foreach (var post in await door.Get<List<PostView>>(People.Administrator, $"/api/posts?person={person}"))
                await End(door, post);
        foreach (var (who, unit, role) in People.Posts) await made.Assign(door, People.All[who]!.Value, unit, role);
    }

    private static async Task End(Door door, PostView post)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, $"/api/posts/{post.Id}/end")
        {
            Content = Door.Body(new EndPostRequest(post.From)),
        };
        request.Headers.TryAddWithoutValidation("If-Match", $"\"{post.Version}\"");
        await door.Read<PostView>(People.Administrator, request);
    }
}
