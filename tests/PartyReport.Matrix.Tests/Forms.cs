namespace PartyReport.Matrix.Tests;

/// <summary>Forms of the pages. As with the requests, what would change something is wrong in a way that is looked at after the rights.</summary>
internal static class Forms
{
    /// <summary>The fields, and the status that whoever is allowed gets.</summary>
    /// <param name="unit">The unit that the form is about, where its address does not say it.</param>
    public static (Dictionary<string, string> Fields, int Allowed) Of(string endpoint, Guid unit) => endpoint switch
    {
        // The page shows the revision that the writer started from, so that one must be there; nothing may stand in its block.
        "POST /reports/{id:guid}/blocks/{block:guid}/edit" => (new() { ["base"] = "1", ["text"] = "" }, 422),
        // From before the first revision, which there is.
        "POST /reports/{id:guid}/text" => (new() { ["base"] = "0", ["text"] = "一、履职情况\n一是改。\n" }, 409),
        "POST /cycles/new" => (new() { ["title"] = "", ["day"] = "" }, 422),
        "POST /cycles/{id:guid}/reports" => (new() { ["unit"] = $"{unit}" }, 409),
        "POST /reports/{id:guid}/submission" => (new() { ["revision"] = "99" }, 409),
        "POST /reviews/{id:guid}/decision/approve" or "POST /reviews/{id:guid}/decision/return" =>
            (new() { ["stage"] = "2", ["revision"] = "1", ["hash"] = "no", ["opinion"] = "同意。" }, 409),
        "POST /notices/{id:guid}/reading" => ([], 302),
        _ => throw new InvalidOperationException($"Nobody knows how to fill in {endpoint}."),
    };
}
