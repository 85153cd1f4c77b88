using System.Text;
using PartyReport.Contracts.Directory;
using PartyReport.Contracts.Directory.Http;
using PartyReport.Contracts.Drafting.Http;
using PartyReport.Contracts.Operations.Http;
using PartyReport.Contracts.Review;
using PartyReport.Contracts.Review.Http;

namespace PartyReport.Matrix.Tests;

/// <summary>
/// One request for each endpoint, about things that are there. What would change something is wrong in a way that is looked at only
/// after the rights, so that the table can be walked again and again.
/// </summary>
internal static class Requests
{
    private static readonly byte[] Text = Encoding.UTF8.GetBytes("一、履职情况\n");

    /// <summary>The request, and the status that whoever is allowed gets.</summary>
    public static (HttpRequestMessage Request, int Allowed) Of(string endpoint, string relation, Objects o)
    {
        var unit = o.Units.GetValueOrDefault(relation);
        var draft = $"/api/reports/{o.Drafts.GetValueOrDefault(relation)}";
        var reviewed = o.Reviewed.GetValueOrDefault(relation);
        return endpoint switch
        {
            "GetUnits" => (Get("/api/units?limit=1"), 200),
            "GetUnit" => (Get($"/api/units/{o.Units["own"]}"), 200),
            "AddUnit" => (Post("/api/units", new AddUnitRequest("", "单位", UnitKinds.Group, o.Units["own"])), 422),
            "GetPerson" => (Get($"/api/people/{People.Author}"), 200),
            "AddPerson" => (Post("/api/people", new AddPersonRequest("")), 422),
            "GetPosts" => (Get($"/api/posts?unit={o.Units["own"]}"), 200),
            "GetPost" => (Get($"/api/posts/{o.Post}"), 200),
            "AssignPost" => (Post("/api/posts", new AssignPostRequest(People.Author, o.Units["own"], "king", "王", new DateOnly(2026, 1, 1))), 422),
            "EndPost" => (Put($"/api/posts/{o.Post}/end", new EndPostRequest(new DateOnly(2099, 1, 1))), 428),
            "OpenCycle" => (Post("/api/cycles", new OpenCycleRequest(2026, "", DateTimeOffset.UnixEpoch, [], [], [unit])), 422),
            "GetCycle" => (Get($"/api/cycles/{o.Cycle}"), 200),
            "PreviewImport" => (Post("/api/imports/preview", Text), 200),
            "StartReport" => (Post("/api/reports", new StartReportRequest(o.Cycle, unit)), 409),
            "ImportReport" => (Post($"{draft}/import?baseRevision=99", Text), 409),
            "EditBlock" => (Put($"{draft}/blocks/{o.Block}", new EditBlockRequest(99, "改")), 409),
            "SubmitReportForReview" => (Post($"{draft}/submission", new SubmitForReviewRequest(99)), 409),
            "GetReport" => (Get(draft), 200),
            "GetRevisions" => (Get($"{draft}/revisions"), 200),
            "GetRevision" => (Get($"{draft}/revisions/1"), 200),
            "ExportRevision" => (Get($"{draft}/revisions/1/text"), 200),
            "GetMyReviews" => (Get("/api/reviews"), 200),
            "GetReview" => (Get($"/api/reviews/{reviewed}"), 200),
            "DecideStage" => (Post($"/api/reviews/{reviewed}/decisions", new DecideRequest(2, 99, "no", Verdicts.Approve)), 409),
            "GetTrail" => (Get($"/api/archive/reports/{reviewed}"), 200),
            "GetCheckpoint" => (Get("/api/archive/checkpoint"), 200),
            "AuditContent" => (Get("/api/archive/audit"), 200),
            "GetInbox" => (Get("/api/notices"), 200),
            "ReadNotice" => (Post($"/api/notices/{o.Notice}/reading", new { }), 200),
            _ => OfOperations(endpoint),
        };
    }

    /// <summary>A page that is open to everybody.</summary>
    public static HttpRequestMessage OfPage(string endpoint)
    {
        var (method, pattern) = (endpoint.Split(' ')[0], endpoint.Split(' ')[1]);
        var request = new HttpRequestMessage(new HttpMethod(method), pattern
            .Replace("{documentName}", "v1", StringComparison.Ordinal).Replace("{documentName?}", "v1", StringComparison.Ordinal));
        if (method == "POST") request.Content = new FormUrlEncodedContent([new("person", "nobody")]);
        return request;
    }

    private static (HttpRequestMessage Request, int Allowed) OfOperations(string endpoint)
    {
        var at = endpoint.IndexOf("Of", StringComparison.Ordinal);
        var path = "/api/operations/" + endpoint[(at + 2)..].ToLowerInvariant();
        return endpoint[..at] switch
        {
            "GetEventing" => (Get(path), 200),
            "GetBlocked" => (Get(path + "/blocked"), 200),
            "GetAccess" => (Get(path + "/access"), 200),
            "RetryStream" => (Post(path + "/retries", new RetryStreamRequest("nobody", "none", Guid.Empty)), 404),
            "SkipEvent" => (Post(path + "/skips", new SkipEventRequest("nobody", "none", Guid.Empty, 1, "")), 422),
            "ReplaySubscription" => (Post(path + "/replays", new ReplaySubscriptionRequest("nobody", "none", "0/0/0")), 404),
            _ => throw new InvalidOperationException($"Nobody knows how to ask {endpoint}."),
        };
    }

    private static HttpRequestMessage Get(string path) => new(HttpMethod.Get, path);

    private static HttpRequestMessage Post(string path, object body) => new(HttpMethod.Post, path) { Content = Door.Body(body) };

    private static HttpRequestMessage Put(string path, object body) => new(HttpMethod.Put, path) { Content = Door.Body(body) };
}
