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
    private static readonly Guid Nobody = Guid.NewGuid();
    private static readonly DateOnly Day = new(2026, 1, 1);
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
            "GetUnit" => (Get($"/api/units/{unit}"), 200),
            "AddUnit" => (Post("/api/units", new AddUnitRequest("", "单位", UnitKinds.Group, unit)), 422),
            "MoveUnit" => (Put($"/api/units/{unit}/parent", new MoveUnitRequest(o.Units["far"], Day)), 428),
            "RenameUnit" => (Put($"/api/units/{unit}/name", new RenameUnitRequest("单位", Day)), 428),
            "MergeUnit" => (Put($"/api/units/{unit}/merger", new MergeUnitRequest(o.Units["far"], People.Author, Day)), 428),
            "CloseUnit" => (Put($"/api/units/{unit}/closure", new CloseUnitRequest(People.Author, Day)), 428),
            "RequirePosts" => (Put($"/api/units/{unit}/required-posts", new RequirePostsRequest([])), 428),
            "GetVacancies" => (Get("/api/units/vacancies"), 200),
            "FindUnits" => (Get("/api/units/search?search=MX"), 200),
            "GetRootUnits" => (Get("/api/units/roots"), 200),
            "GetUnitsBelow" => (Get($"/api/units/{unit}/children"), 200),
            "GetLeadersOfUnit" => (Get($"/api/units/{unit}/leaders"), 200),
            "GetNames" => (Get($"/api/names?unit={unit}&person={People.Author}"), 200),
            "GetPerson" => (Get($"/api/people/{People.Author}"), 200),
            "AddPerson" => (Post("/api/people", new AddPersonRequest("")), 422),
            "FindPeople" => (Get("/api/people?search=z"), 200),
            "RenamePerson" => (Put($"/api/people/{People.Author}/name", new RenamePersonRequest("改名")), 428),
            "ErasePerson" => (Post($"/api/people/{People.Administrator}/erasure", new { }), 409),
            "GetLeadersOfPerson" => (Get($"/api/people/{People.Author}/leaders"), 200),
            "OpenAccount" => (Post("/api/accounts", new OpenAccountRequest(People.Author, "")), 422),
            "GetAccounts" => (Get("/api/accounts"), 200),
            "GetAccount" => (Get($"/api/accounts/{o.Account}"), 200),
            "SetAccountState" => (Put($"/api/accounts/{o.Account}/state", new SetAccountStateRequest(false)), 428),
            "LinkAccount" => (Put($"/api/accounts/{o.Account}/link", new LinkAccountRequest("https://login.example", "E-1")), 428),
            "UnlinkAccount" => (new(HttpMethod.Delete, $"/api/accounts/{o.Account}/link"), 428),
            "ResetAccount" => (Post($"/api/accounts/{o.Account}/reset", new { }), 428),
            "IssueApiKey" => (Post($"/api/accounts/{o.Account}/keys", new IssueApiKeyRequest("key", [], 1)), 422),
            "GetApiKeys" => (Get($"/api/accounts/{o.Account}/keys"), 200),
            "RevokeApiKey" => (new(HttpMethod.Delete, $"/api/accounts/{o.Account}/keys/{o.Key}"), 200),
            "NameDeputy" => (Post("/api/deputies", new NameDeputyRequest(o.Post, o.Post, Day, Day.AddDays(-1))), 422),
            "EndDeputy" => (Put($"/api/deputies/{o.Deputy}/end", new EndDeputyRequest(Day)), 428),
            "GetDeputies" => (Get("/api/deputies"), 200),
            "GetDeputy" => (Get($"/api/deputies/{o.Deputy}"), 200),
            "ExportOrganisation" => (Get("/api/directory/export?kind=units"), 200),
            "CheckImport" => (Check("nothing", ""), 400),
            "StartImport" => (Post($"/api/directory/imports/{o.Import}/start", new { }), 409),
            "GetImports" => (Get("/api/directory/imports"), 200),
            "GetImport" => (Get($"/api/directory/imports/{o.Import}"), 200),
            "GetReports" => (Get("/api/reports?all=true"), 200),
            "GetPosts" => (Get($"/api/posts?unit={unit}"), 200),
            "GetPost" => (Get($"/api/posts/{o.Post}"), 200),
            "AssignPost" => (Post("/api/posts", new AssignPostRequest(People.Author, unit, "king", "王", new DateOnly(2026, 1, 1))), 422),
            "EndPost" => (Put($"/api/posts/{o.Post}/end", new EndPostRequest(new DateOnly(2099, 1, 1))), 428),
            "OpenCycle" => (Post("/api/cycles", new OpenCycleRequest(2026, "", DateTimeOffset.UnixEpoch, [], [], [unit])), 422),
            "GetCycles" => (Get("/api/cycles?all=true"), 200),
            "GetCycle" => (Get($"/api/cycles/{o.Cycle}"), 200),
            "PreviewImport" => (Post("/api/imports/preview", Text), 200),
            "StartReport" => (Post("/api/reports", new StartReportRequest(o.Cycle, unit)), 409),
            "ImportReport" => (Post($"{draft}/import?baseRevision=99", Text), 409),
            "EditBlock" => (Put($"{draft}/blocks/{o.Blocks.GetValueOrDefault(relation)}", new EditBlockRequest(99, "改")), 409),
            "SubmitReportForReview" => (Post($"{draft}/submission", new SubmitForReviewRequest(99)), 409),
            "GetReport" => (Get(draft), 200),
            "GetRevisions" => (Get($"{draft}/revisions"), 200),
            "GetRevision" => (Get($"/api/reports/{reviewed}/revisions/1"), 200),
            "ExportRevision" => (Get($"{draft}/revisions/1/text"), 200),
            "GetMyReviews" => (Get("/api/reviews"), 200),
            "GetReview" => (Get($"/api/reviews/{reviewed}"), 200),
            "DecideStage" => (Post($"/api/reviews/{reviewed}/decisions", new DecideRequest(2, 99, "no", Verdicts.Approve)), 409),
            "GetTrail" => (Get($"/api/archive/reports/{reviewed}"), 200),
            "GetProof" => (Get($"/api/archive/reports/{reviewed}/leaves/{o.Leaves.GetValueOrDefault(relation)}/proof"), 200),
            "GetCheckpoint" => (Get("/api/archive/checkpoint"), 200),
            "AuditContent" => (Get("/api/archive/audit"), 200),
            "GetInbox" => (Get("/api/notices"), 200),
            "ReadNotice" => (Post($"/api/notices/{o.Notice}/reading", new { }), 200),
            _ when endpoint.StartsWith("GET ", StringComparison.Ordinal) => (Get(Page(endpoint, relation, o)), 200),
            _ when endpoint.StartsWith("POST ", StringComparison.Ordinal) => Form(endpoint, relation, o),
            _ => OfOperations(endpoint),
        };
    }

    // What is reviewed stands in the trail; a draft is where something can be written.
    private static string Page(string endpoint, string relation, Objects o)
    {
        var things = endpoint.Contains("/reviews/", StringComparison.Ordinal) || endpoint.Contains("/trail", StringComparison.Ordinal) ? o.Reviewed : o.Drafts;
        var id = endpoint.Contains("/units/", StringComparison.Ordinal) ? o.Units.GetValueOrDefault(relation)
            : endpoint.Contains("/cycles/", StringComparison.Ordinal) ? o.Cycle
            : endpoint.Contains("/people/", StringComparison.Ordinal) ? People.Author
            : endpoint.Contains("/notices/", StringComparison.Ordinal) ? o.Notice : things.GetValueOrDefault(relation);
        return endpoint.Split(' ')[1].Replace("{id:guid}", $"{id}", StringComparison.Ordinal)
            .Replace("{leaf:long}", $"{o.Leaves.GetValueOrDefault(relation)}", StringComparison.Ordinal).Replace("{revision:int}", "1", StringComparison.Ordinal)
            .Replace("{block:guid}", $"{o.Blocks.GetValueOrDefault(relation)}", StringComparison.Ordinal);
    }

    private static (HttpRequestMessage Request, int Allowed) Form(string endpoint, string relation, Objects o)
    {
        var (fields, allowed) = Forms.Of(endpoint, o.Units.GetValueOrDefault(relation));
        return (new HttpRequestMessage(HttpMethod.Post, Page(endpoint, relation, o)) { Content = new FormUrlEncodedContent(fields) }, allowed);
    }

    /// <summary>A page that is open to everybody.</summary>
    public static HttpRequestMessage OfPage(string endpoint)
    {
        var (method, pattern) = (endpoint.Split(' ')[0], endpoint.Split(' ')[1]);
        var request = new HttpRequestMessage(new HttpMethod(method), pattern
            .Replace("{documentName}", "v1", StringComparison.Ordinal).Replace("{documentName?}", "v1", StringComparison.Ordinal)
            .Replace("{id:guid}", $"{Nobody}", StringComparison.Ordinal).Replace("{block:guid}", $"{Nobody}", StringComparison.Ordinal));
        if (method == "POST")
            request.Content = pattern.StartsWith("/internal/", StringComparison.Ordinal) ? Door.Body(new { }) : new FormUrlEncodedContent([new("person", "nobody")]);
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

    /// <summary>A file of units or posts that is handed in.</summary>
    public static HttpRequestMessage Check(string kind, string file) => new(HttpMethod.Post, $"/api/directory/imports?kind={kind}")
    {
        Content = new StringContent(file, Encoding.UTF8, "text/csv"),
    };

    private static HttpRequestMessage Get(string path) => new(HttpMethod.Get, path);

    private static HttpRequestMessage Post(string path, object body) => new(HttpMethod.Post, path) { Content = Door.Body(body) };

    private static HttpRequestMessage Put(string path, object body) => new(HttpMethod.Put, path) { Content = Door.Body(body) };
}
