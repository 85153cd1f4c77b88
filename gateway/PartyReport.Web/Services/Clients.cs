using PartyReport.Contracts.Archive.Http;
using PartyReport.Contracts.Directory.Http;
using PartyReport.Contracts.Drafting.Http;
using PartyReport.Contracts.Notification.Http;
using PartyReport.Contracts.Review.Http;

namespace PartyReport.Web;

/// <summary>Drafting, as the pages use it.</summary>
public sealed class DraftingClient
{
    private readonly Service _service;
    internal DraftingClient(Service service) => _service = service;

    public Task<Reply<ReportView>> Report(Guid report) => _service.Get<ReportView>($"/api/reports/{report}");
    public Task<Reply<List<ReportSummary>>> MyReports(bool all = false) => _service.Get<List<ReportSummary>>("/api/reports" + (all ? "?all=true" : ""));
    public Task<Reply<List<RevisionSummary>>> Revisions(Guid report) => _service.Get<List<RevisionSummary>>($"/api/reports/{report}/revisions");
    public Task<Reply<RevisionView>> Revision(Guid report, int revision) => _service.Get<RevisionView>($"/api/reports/{report}/revisions/{revision}");
    public Task<Reply<CyclesView>> Cycles(bool all = false) => _service.Get<CyclesView>("/api/cycles" + (all ? "?all=true" : ""));
    public Task<Reply<CycleView>> Cycle(Guid cycle) => _service.Get<CycleView>($"/api/cycles/{cycle}");

    /// <summary>Those of these reports that the reader may read.</summary>
    public Task<Reply<List<ReportSummary>>> Reports(IEnumerable<Guid> reports) =>
        _service.Get<List<ReportSummary>>("/api/reports?" + string.Join('&', reports.Distinct().Take(100).Select(r => $"id={r}")));

    public Task<Reply<RevisionSaved>> EditBlock(Guid report, Guid block, EditBlockRequest request, string key) =>
        _service.Send<RevisionSaved>(HttpMethod.Put, $"/api/reports/{report}/blocks/{block}", request, key);

    public Task<Reply<CycleView>> OpenCycle(OpenCycleRequest request, string key) =>
        _service.Send<CycleView>(HttpMethod.Post, "/api/cycles", request, key);

    public Task<Reply<ReportView>> Start(Guid cycle, Guid unit, string key) =>
        _service.Send<ReportView>(HttpMethod.Post, "/api/reports", new StartReportRequest(cycle, unit), key);

    public Task<Reply<RevisionSaved>> Import(Guid report, int start, byte[] text, string key) =>
        _service.Send<RevisionSaved>(HttpMethod.Post, $"/api/reports/{report}/import?baseRevision={start}", Plain(text), key);

    private static ByteArrayContent Plain(byte[] text) => new(text) { Headers = { ContentType = new("text/plain") } };

    public Task<Reply<SubmissionView>> Submit(Guid report, int revision, string key) =>
        _service.Send<SubmissionView>(HttpMethod.Post, $"/api/reports/{report}/submission", new SubmitForReviewRequest(revision), key);
}

/// <summary>Review, as the pages use it.</summary>
public sealed class ReviewClient
{
    private readonly Service _service;
    internal ReviewClient(Service service) => _service = service;

    public Task<Reply<List<ReviewView>>> Mine() => _service.Get<List<ReviewView>>("/api/reviews");
    public Task<Reply<ReviewView>> Review(Guid report) => _service.Get<ReviewView>($"/api/reviews/{report}");

    public Task<Reply<DecisionView>> Decide(Guid report, DecideRequest request, string key) =>
        _service.Send<DecisionView>(HttpMethod.Post, $"/api/reviews/{report}/decisions", request, key);
}

/// <summary>The archive, as the pages use it.</summary>
public sealed class ArchiveClient
{
    private readonly Service _service;
    internal ArchiveClient(Service service) => _service = service;

    public Task<Reply<TrailView>> Trail(Guid report) => _service.Get<TrailView>($"/api/archive/reports/{report}");
    public Task<Reply<string>> Proof(Guid report, long leaf) => _service.Text($"/api/archive/reports/{report}/leaves/{leaf}/proof");
    public Task<Reply<CheckpointView>> Checkpoint() => _service.Get<CheckpointView>("/api/archive/checkpoint");
}

/// <summary>Notices of the reader.</summary>
public sealed class NoticeClient
{
    private readonly Service _service;
    internal NoticeClient(Service service) => _service = service;

    public Task<Reply<InboxView>> Inbox(int limit, bool unread = false) =>
        _service.Get<InboxView>($"/api/notices?limit={limit}&unread={(unread ? "true" : "false")}");

    public Task<Reply<NoticeView>> Read(Guid notice, string key) =>
        _service.Send<NoticeView>(HttpMethod.Post, $"/api/notices/{notice}/reading", new { }, key);
}

/// <summary>The directory, as the pages use it.</summary>
public sealed class DirectoryClient
{
    private readonly Service _service;
    internal DirectoryClient(Service service) => _service = service;

    public Task<Reply<PersonView>> Person(Guid person) => _service.Get<PersonView>($"/api/people/{person}");
    public Task<Reply<UnitView>> Unit(Guid unit) => _service.Get<UnitView>($"/api/units/{unit}");
    public Task<Reply<List<UnitView>>> FindUnits(string search) => _service.Get<List<UnitView>>($"/api/units/search?search={Uri.EscapeDataString(search)}");
    public Task<Reply<List<PersonView>>> FindPeople(string search) => _service.Get<List<PersonView>>($"/api/people?search={Uri.EscapeDataString(search)}");
    public Task<Reply<List<PostView>>> PostsOf(Guid unit) => _service.Get<List<PostView>>($"/api/posts?unit={unit}");

    /// <param name="parent">The unit above; null for the root.</param>
    /// <param name="after">Code of the last unit of the page before.</param>
    public Task<Reply<List<UnitView>>> Below(Guid? parent, string? after = null) => _service.Get<List<UnitView>>(
        (parent is { } unit ? $"/api/units/{unit}/children?" : "/api/units/roots?") + (after is null ? "" : $"after={Uri.EscapeDataString(after)}"));

    /// <summary>What the pages call units, posts and people. An id that is unknown is left out.</summary>
    public Task<Reply<NamesView>> Names(IEnumerable<Guid> units, IEnumerable<Guid> posts, IEnumerable<Guid> people) =>
        _service.Get<NamesView>("/api/names?" + string.Join('&',
            Named("unit", units).Concat(Named("post", posts)).Concat(Named("person", people)).Take(MostNames)));

    // An address has room for no more.
    private const int MostNames = 150;

    private static IEnumerable<string> Named(string kind, IEnumerable<Guid> ids) => ids.Distinct().Select(id => $"{kind}={id}");
}
