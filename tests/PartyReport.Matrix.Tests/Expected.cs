namespace PartyReport.Matrix.Tests;

/// <summary>
/// What must come out, written by hand from the rules of the domain (architecture.md §6, domain.md §5.1) and not from the table of
/// the product. + allowed, . 403, n 404 as if there were none, - 401.
/// </summary>
/// <remarks>
/// The first column is the endpoint; the second says where the object is, seen from the unit M, in which most people hold their
/// posts: own (M), below (C, under M), above (P, over M), beside (S, under P), far (F, under another one); * where the object has no unit.
/// </remarks>
internal static class Expected
{
    private const string Reading =
        """
        {0} own     +   +   +   +   +   +   +   +   +   .   .   .   .   .   -
        {0} below   +   +   +   +   +   +   +   +   +   .   .   .   .   .   -
        {0} above   .   .   .   .   .   .   +   +   +   .   .   .   .   .   -
        {0} beside  .   .   .   .   .   +   +   +   +   .   .   .   .   .   -
        {0} far     .   .   .   .   .   .   +   +   +   .   .   .   .   .   -
        """;

    private const string Writing =
        """
        {0} own     +   +   .   .   .   .   .   .   .   .   .   .   .   .   -
        {0} below   .   .   .   .   .   .   .   .   .   .   .   .   .   .   -
        {0} above   .   .   .   .   .   .   .   .   .   .   .   .   .   .   -
        {0} beside  .   .   .   .   .   .   .   .   .   .   .   .   .   .   -
        {0} far     .   .   .   .   .   .   .   .   .   .   .   .   .   .   -
        """;

    private const string Table =
        """
        endpoint relation  sec hel mem rev cle off arc aud dbl adm saf aut dec sea ano
        GetReview own      +   +   +   +   +   +   +   +   +   .   .   +   +   +   -
        GetReview below    +   +   +   +   +   +   +   +   +   .   .   +   +   +   -
        GetReview above    .   .   .   .   .   .   +   +   +   .   .   +   +   +   -
        GetReview beside   .   .   .   .   .   +   +   +   +   .   .   +   +   +   -
        GetReview far      .   .   .   .   .   .   +   +   +   .   .   +   +   +   -
        DecideStage own    .   .   .   .   .   .   .   .   .   .   .   .   .   +   -
        DecideStage below  .   .   .   .   .   .   .   .   .   .   .   .   .   +   -
        DecideStage above  .   .   .   .   .   .   .   .   .   .   .   .   .   +   -
        DecideStage beside .   .   .   .   .   .   .   .   .   .   .   .   .   +   -
        DecideStage far    .   .   .   .   .   .   .   .   .   .   .   .   .   +   -
        OpenCycle own      .   .   .   .   .   +   .   .   .   .   .   .   .   .   -
        OpenCycle below    .   .   .   .   +   +   .   .   .   .   .   .   .   .   -
        OpenCycle above    .   .   .   .   .   .   .   .   .   .   .   .   .   .   -
        OpenCycle beside   .   .   .   .   .   +   .   .   .   .   .   .   .   .   -
        OpenCycle far      .   .   .   .   .   .   .   .   .   .   .   .   .   .   -
        GetCycle *         +   +   +   +   +   +   +   +   +   +   +   .   .   +   -
        PreviewImport *    +   +   +   +   +   +   +   +   +   +   +   .   .   +   -
        GetUnits *         +   +   +   +   +   +   +   +   +   +   +   .   .   +   -
        GetUnit *          +   +   +   +   +   +   +   +   +   +   +   .   .   +   -
        GetPerson *        +   +   +   +   +   +   +   +   +   +   +   .   .   +   -
        GetPosts *         +   +   +   +   +   +   +   +   +   +   +   .   .   +   -
        GetPost *          +   +   +   +   +   +   +   +   +   +   +   .   .   +   -
        AddUnit *          .   .   .   .   .   .   .   .   .   +   .   .   .   .   -
        AddPerson *        .   .   .   .   .   .   .   .   .   +   .   .   .   .   -
        AssignPost *       .   .   .   .   .   .   .   .   .   +   .   .   .   .   -
        EndPost *          .   .   .   .   .   .   .   .   .   +   .   .   .   .   -
        GetMyReviews *     +   +   +   +   +   +   +   +   +   +   +   +   +   +   -
        GetInbox *         +   +   +   +   +   +   +   +   +   +   +   +   +   +   -
        ReadNotice *       n   n   n   n   n   n   n   n   n   n   n   n   n   +   -
        GetCheckpoint *    +   +   +   +   +   +   +   +   +   +   +   +   +   +   -
        AuditContent *     .   .   .   .   .   .   +   +   +   .   .   .   .   .   -
        """;

    private const string Operating =
        """
        GetEventingOf{0} *         .   .   .   .   .   .   .   +   +   +   .   .   .   .   -
        GetBlockedOf{0} *          .   .   .   .   .   .   .   +   +   +   .   .   .   .   -
        GetAccessOf{0} *           .   .   .   .   .   .   .   +   +   .   +   .   .   .   -
        RetryStreamOf{0} *         .   .   .   .   .   .   .   .   .   +   .   .   .   .   -
        SkipEventOf{0} *           .   .   .   .   .   .   .   .   .   +   .   .   .   .   -
        ReplaySubscriptionOf{0} *  .   .   .   .   .   .   .   .   .   +   .   .   .   .   -
        """;

    /// <summary>Pages that are open to everybody, and what whoever is signed in and whoever is not get there.</summary>
    public static readonly IReadOnlyDictionary<string, (int SignedIn, int Anonymous)> Open = new Dictionary<string, (int, int)>
    {
        ["GET /"] = (200, 302),
        ["GET /sign-in"] = (200, 200),
        ["POST /sign-in"] = (422, 422),
        ["GET /openapi/{documentName}.json"] = (200, 200),
        ["GET /scalar/{documentName?}"] = (200, 200),
        ["POST /sign-out"] = (302, 302),
    };

    /// <summary>Files of the API page.</summary>
    public static bool IsFileOfApiPage(string endpoint) => endpoint.StartsWith("GET /scalar", StringComparison.Ordinal) && !Open.ContainsKey(endpoint);

    /// <summary>Every cell.</summary>
    public static IReadOnlyList<Cell> Cells { get; } = [.. Read()];

    private static IEnumerable<Cell> Read()
    {
        var lines = Table.Split('\n').ToList();
        var people = Words(lines[0])[2..];
        foreach (var name in new[] { "GetReport", "GetRevisions", "GetRevision", "ExportRevision", "GetTrail" }) lines.AddRange(Lines(Reading, name));
        foreach (var name in new[] { "StartReport", "ImportReport", "EditBlock", "SubmitReportForReview" }) lines.AddRange(Lines(Writing, name));
        foreach (var name in new[] { "Directory", "Drafting", "Review", "Archive", "Notification" }) lines.AddRange(Lines(Operating, name));
        foreach (var words in lines.Skip(1).Select(Words))
        {
            if (words.Length != people.Length + 2) throw new InvalidOperationException($"{words[0]} {words[1]} has {words.Length - 2} verdicts.");
            for (var i = 0; i < people.Length; i++) yield return new Cell(words[0], words[1], people[i], words[i + 2][0]);
        }
    }

    private static string[] Lines(string rows, string name) => rows.Replace("{0}", name, StringComparison.Ordinal).Split('\n');

    private static string[] Words(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}

/// <summary>One endpoint, where its object is, who asks, and what must come out.</summary>
internal sealed record Cell(string Endpoint, string Relation, string Who, char Verdict);
