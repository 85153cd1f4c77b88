namespace PartyReport.Gateway;

/// <summary>Which service answers for which addresses.</summary>
public static class Routes
{
    public static readonly IReadOnlyDictionary<string, string> Modules = new Dictionary<string, string>
    {
        ["/api/accounts"] = "directory",
        ["/api/deputies"] = "directory",
        ["/api/directory"] = "directory",
        ["/api/units"] = "directory",
        ["/api/names"] = "directory",
        ["/api/people"] = "directory",
        ["/api/posts"] = "directory",
        ["/api/cycles"] = "drafting",
        ["/api/imports"] = "drafting",
        ["/api/reports"] = "drafting",
        ["/api/reviews"] = "review",
        ["/api/archive"] = "archive",
        ["/api/notices"] = "notification",
        ["/api/operations/directory"] = "directory",
        ["/api/operations/drafting"] = "drafting",
        ["/api/operations/review"] = "review",
        ["/api/operations/archive"] = "archive",
        ["/api/operations/notification"] = "notification",
    };
}
