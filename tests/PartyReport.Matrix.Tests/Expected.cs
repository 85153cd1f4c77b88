namespace PartyReport.Matrix.Tests;

/// <summary>
/// What must come out, written by hand from the rules of the domain (architecture.md §6, domain.md §5.1) and not from the table of
/// the product. + allowed, . 403, n 404 as if there were none, - 401; for pages / leads to the sign-in.
/// </summary>
/// <remarks>
/// The first column is the endpoint; the second says where the object is, seen from the unit M, in which most people hold their
/// posts: own (M), below (C, under M), above (P, over M), beside (S, under P), far (F, under another one); * where the object has no unit.
/// People are the columns, as <see cref="People"/> says: dep holds a post elsewhere and acts today for the secretary of M.
/// </remarks>
internal static class Expected
{
    private const string Reading =
        """
        {0} own     +   +   +   +   +   +   +   +   +   .   .   .   .   .   +   -
        {0} below   +   +   +   +   +   +   +   +   +   .   .   .   .   .   +   -
        {0} above   .   .   .   .   .   .   +   +   +   .   .   .   .   .   .   -
        {0} beside  .   .   .   .   .   +   +   +   +   .   .   .   .   .   .   -
        {0} far     .   .   .   .   .   .   +   +   +   .   .   .   .   .   .   -
        """;

    // Of what stands before its reviewers: a seat reads the text, who once wrote or decided and has no post any more does not.
    private const string Reviewing =
        """
        {0} own     +   +   +   +   +   +   +   +   +   .   .   .   .   +   +   -
        {0} below   +   +   +   +   +   +   +   +   +   .   .   .   .   +   +   -
        {0} above   .   .   .   .   .   .   +   +   +   .   .   .   .   +   .   -
        {0} beside  .   .   .   .   .   +   +   +   +   .   .   .   .   +   .   -
        {0} far     .   .   .   .   .   .   +   +   +   .   .   .   .   +   .   -
        """;

    private const string Writing =
        """
        {0} own     +   +   .   .   .   .   .   .   .   .   .   .   .   .   +   -
        {0} below   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   -
        {0} above   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   -
        {0} beside  .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   -
        {0} far     .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   -
        """;

    private const string Deciding =
        """
        {0} own     .   .   .   .   .   .   .   .   .   .   .   .   .   +   .   -
        {0} below   .   .   .   .   .   .   .   .   .   .   .   .   .   +   .   -
        {0} above   .   .   .   .   .   .   .   .   .   .   .   .   .   +   .   -
        {0} beside  .   .   .   .   .   .   .   .   .   .   .   .   .   +   .   -
        {0} far     .   .   .   .   .   .   .   .   .   .   .   .   .   +   .   -
        """;

    // The directory is open to everybody who holds a post, about whichever unit; nobody but the administrator keeps it.
    private const string Looking =
        """
        {0} own     +   +   +   +   +   +   +   +   +   +   +   .   .   +   +   -
        {0} below   +   +   +   +   +   +   +   +   +   +   +   .   .   +   +   -
        {0} above   +   +   +   +   +   +   +   +   +   +   +   .   .   +   +   -
        {0} beside  +   +   +   +   +   +   +   +   +   +   +   .   .   +   +   -
        {0} far     +   +   +   +   +   +   +   +   +   +   +   .   .   +   +   -
        """;

    private const string Keeping =
        """
        {0} own     .   .   .   .   .   .   .   .   .   +   .   .   .   .   .   -
        {0} below   .   .   .   .   .   .   .   .   .   +   .   .   .   .   .   -
        {0} above   .   .   .   .   .   .   .   .   .   +   .   .   .   .   .   -
        {0} beside  .   .   .   .   .   .   .   .   .   +   .   .   .   .   .   -
        {0} far     .   .   .   .   .   .   .   .   .   +   .   .   .   .   .   -
        """;

    private const string Table =
        """
        endpoint relation  sec hel mem rev cle off arc aud dbl adm saf aut dec sea dep ano
        GetReview own      +   +   +   +   +   +   +   +   +   .   .   +   +   +   +   -
        GetReview below    +   +   +   +   +   +   +   +   +   .   .   +   +   +   +   -
        GetReview above    .   .   .   .   .   .   +   +   +   .   .   +   +   +   .   -
        GetReview beside   .   .   .   .   .   +   +   +   +   .   .   +   +   +   .   -
        GetReview far      .   .   .   .   .   .   +   +   +   .   .   +   +   +   .   -
        OpenCycle own      .   .   .   .   .   +   .   .   .   .   .   .   .   .   .   -
        OpenCycle below    .   .   .   .   +   +   .   .   .   .   .   .   .   .   .   -
        OpenCycle above    .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   -
        OpenCycle beside   .   .   .   .   .   +   .   .   .   .   .   .   .   .   .   -
        OpenCycle far      .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   -
        GetCycles *        +   +   +   +   +   +   +   +   +   +   +   .   .   +   +   -
        GetCycle *         +   +   +   +   +   +   +   +   +   +   +   .   .   +   +   -
        PreviewImport *    +   +   +   +   +   +   +   +   +   +   +   .   .   +   +   -
        GetUnits *         +   +   +   +   +   +   +   +   +   +   +   .   .   +   +   -
        GetPerson *        +   +   +   +   +   +   +   +   +   +   +   .   .   +   +   -
        GetPost *          +   +   +   +   +   +   +   +   +   +   +   .   .   +   +   -
        AddPerson *        .   .   .   .   .   .   .   .   .   +   .   .   .   .   .   -
        EndPost *          .   .   .   .   .   .   .   .   .   +   .   .   .   .   .   -
        GetVacancies *           +   +   +   +   +   +   +   +   +   +   +   .   .   +   +   -
        FindUnits *              +   +   +   +   +   +   +   +   +   +   +   .   .   +   +   -
        GetRootUnits *           +   +   +   +   +   +   +   +   +   +   +   .   .   +   +   -
        FindPeople *             +   +   +   +   +   +   +   +   +   +   +   .   .   +   +   -
        GetLeadersOfPerson *     +   +   +   +   +   +   +   +   +   +   +   .   .   +   +   -
        GetDeputies *            +   +   +   +   +   +   +   +   +   +   +   .   .   +   +   -
        GetDeputy *              +   +   +   +   +   +   +   +   +   +   +   .   .   +   +   -
        RenamePerson *           .   .   .   .   .   .   .   .   .   +   .   .   .   .   .   -
        ErasePerson *            .   .   .   .   .   .   .   .   .   +   .   .   .   .   .   -
        NameDeputy *             .   .   .   .   .   .   .   .   .   +   .   .   .   .   .   -
        EndDeputy *              .   .   .   .   .   .   .   .   .   +   .   .   .   .   .   -
        CheckImport *            .   .   .   .   .   .   .   .   .   +   .   .   .   .   .   -
        StartImport *            .   .   .   .   .   .   .   .   .   +   .   .   .   .   .   -
        GetImports *             .   .   .   .   .   .   .   +   +   +   .   .   .   .   .   -
        GetImport *              .   .   .   .   .   .   .   +   +   +   .   .   .   .   .   -
        OpenAccount *            .   .   .   .   .   .   .   .   .   .   +   .   .   .   .   -
        SetAccountState *        .   .   .   .   .   .   .   .   .   .   +   .   .   .   .   -
        LinkAccount *            .   .   .   .   .   .   .   .   .   .   +   .   .   .   .   -
        UnlinkAccount *          .   .   .   .   .   .   .   .   .   .   +   .   .   .   .   -
        ResetAccount *           .   .   .   .   .   .   .   .   .   .   +   .   .   .   .   -
        IssueApiKey *            .   .   .   .   .   .   .   .   .   .   +   .   .   .   .   -
        RevokeApiKey *           .   .   .   .   .   .   .   .   .   .   +   .   .   .   .   -
        GetAccounts *            .   .   .   .   .   .   .   +   +   .   +   .   .   .   .   -
        GetAccount *             .   .   .   .   .   .   .   +   +   .   +   .   .   .   .   -
        GetApiKeys *             .   .   .   .   .   .   .   +   +   .   +   .   .   .   .   -
        ExportOrganisation *     .   .   .   .   .   .   .   +   +   +   .   .   .   .   .   -
        GetMyReviews *     +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   -
        GetInbox *         +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   -
        ReadNotice *       n   n   n   n   n   n   n   n   n   n   n   n   n   +   n   -
        GetCheckpoint *    +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   -
        AuditContent *     .   .   .   .   .   .   +   +   +   .   .   .   .   .   .   -
        """;

    private const string Operating =
        """
        GetEventingOf{0} *         .   .   .   .   .   .   .   +   +   +   .   .   .   .   .   -
        GetBlockedOf{0} *          .   .   .   .   .   .   .   +   +   +   .   .   .   .   .   -
        GetAccessOf{0} *           .   .   .   .   .   .   .   +   +   .   +   .   .   .   .   -
        RetryStreamOf{0} *         .   .   .   .   .   .   .   .   .   +   .   .   .   .   .   -
        SkipEventOf{0} *           .   .   .   .   .   .   .   .   .   +   .   .   .   .   .   -
        ReplaySubscriptionOf{0} *  .   .   .   .   .   .   .   .   .   +   .   .   .   .   .   -
        """;

    // A page shows what the API says, and nobody sees on a page what the API would refuse. The reports of the desk are those of own units.
    private const string Pages =
        """
        GET~/reports own            +   +   +   +   +   .   +   +   +   .   .   .   .   .   +   /
        GET~/reports below          .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   /
        GET~/reports above          .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   /
        GET~/reports beside         .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   /
        GET~/reports far            .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   /
        GET~/ *                     +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   /
        POST~/notices/{id:guid}/reading *  n   n   n   n   n   n   n   n   n   n   n   n   n   +   n   /
        GET~/reviews *              +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   /
        GET~/cycles *               +   +   +   +   +   +   +   +   +   +   +   .   .   +   +   /
        GET~/cycles/{id:guid} *     +   +   +   +   +   +   +   +   +   +   +   .   .   +   +   /
        GET~/cycles/new *           .   .   .   .   +   +   .   .   .   .   .   .   .   .   .   /
        POST~/cycles/new *          .   .   .   .   +   +   .   .   .   .   .   .   .   .   .   /
        GET~/units *                +   +   +   +   +   +   +   +   +   +   +   .   .   +   +   /
        GET~/people/{id:guid} *     +   +   +   +   +   +   +   +   +   +   +   .   .   +   +   /
        GET~/api/stream *           +   +   +   +   +   +   +   +   +   +   +   +   +   +   +   -
        """;

    /// <summary>Every cell.</summary>
    public static IReadOnlyList<Cell> Cells { get; } = [.. Read()];

    /// <summary>Pages that are open to everybody, and what whoever is signed in and whoever is not get there.</summary>
    public static readonly IReadOnlyDictionary<string, (int SignedIn, int Anonymous)> Open = new Dictionary<string, (int, int)>
    {
        ["GET /sign-in"] = (200, 200),
        ["POST /sign-in"] = (422, 422),
        ["GET /openapi/{documentName}.json"] = (200, 200),
        ["GET /scalar/{documentName?}"] = (200, 200),
        ["POST /sign-out"] = (302, 302),
        ["GET /.well-known/jwks.json"] = (200, 200),
        // A demo account has no password to change.
        ["GET /password"] = (302, 302),
        // Forms without the token of their page are nobody's.
        ["POST /password"] = (400, 400),
        ["POST /second-factor"] = (400, 400),
        ["POST /second-factor/confirmation"] = (400, 400),
        ["POST /preferences"] = (400, 400),
        // The gateway's own, in the name of no person.
        ["POST /internal/sessions/"] = (401, 401),
        ["POST /internal/sessions/state"] = (401, 401),
        ["POST /internal/sessions/end"] = (401, 401),
        ["GET /internal/sessions/ended"] = (401, 401),
        ["POST /internal/sessions/seen"] = (401, 401),
        ["POST /internal/sessions/out-of-scope"] = (401, 401),
        ["POST /internal/sessions/password"] = (401, 401),
        ["POST /internal/sessions/second-factor"] = (401, 401),
        ["POST /internal/sessions/second-factor/confirmation"] = (401, 401),
    };

    /// <summary>What the gateway of the six processes has open: its own health besides, and nothing that is only between the services.</summary>
    public static IReadOnlyDictionary<string, (int SignedIn, int Anonymous)> OpenAtTheGateway { get; } = new Dictionary<string, (int, int)>(
        Open.Where(o => !IsBetweenServices(o.Key) && o.Key != "GET /openapi/{documentName}.json"))
    {
        ["GET /openapi/v1.json"] = (200, 200), ["GET /health/live"] = (200, 200), ["GET /health/ready"] = (200, 200),
    };

    /// <summary>Addresses that one service has for another; a person gets there in no mode.</summary>
    public static bool IsBetweenServices(string endpoint) => endpoint.Contains(" /internal/", StringComparison.Ordinal);

    /// <summary>Forms of pages for people who are signed in: without the token of their page they are nobody's.</summary>
    public static IReadOnlyDictionary<string, (int SignedIn, int Anonymous)> FormsWithoutToken { get; } =
        Cells.Where(c => c.IsForm).Select(c => c.Endpoint).Distinct().ToDictionary(e => e, _ => (400, 302));

    /// <summary>Files that pages bring along; they say nothing of anybody.</summary>
    public static bool IsFile(string endpoint) => endpoint.StartsWith("GET /web/", StringComparison.Ordinal)
        || (endpoint.StartsWith("GET /scalar", StringComparison.Ordinal) && !Open.ContainsKey(endpoint));

    private static IEnumerable<Cell> Read()
    {
        var lines = Table.Split('\n').ToList();
        var people = Words(lines[0])[2..];
        foreach (var name in new[] { "GetReport", "GetRevisions", "ExportRevision", "GetTrail", "GetProof", "GetReports" }) lines.AddRange(Lines(Reading, name));
        foreach (var name in new[] { "StartReport", "ImportReport", "EditBlock", "SubmitReportForReview" }) lines.AddRange(Lines(Writing, name));
        lines.AddRange(Lines(Deciding, "DecideStage"));
        foreach (var name in new[] { "GetUnit", "GetUnitsBelow", "GetLeadersOfUnit", "GetPosts", "GetNames" }) lines.AddRange(Lines(Looking, name));
        foreach (var name in new[] { "AddUnit", "MoveUnit", "RenameUnit", "MergeUnit", "CloseUnit", "RequirePosts", "AssignPost" })
            lines.AddRange(Lines(Keeping, name));
        foreach (var name in new[] { "Directory", "Drafting", "Review", "Archive", "Notification" }) lines.AddRange(Lines(Operating, name));
        lines.AddRange(Lines(Reviewing, "GetRevision"));
        lines.AddRange(Pages.Split('\n'));
        foreach (var page in new[] { "", "/revisions/{revision:int}", "/compare", "/trail", "/trail/{leaf:long}/proof" })
            lines.AddRange(OfPage(Reading, "GET~/reports/{id:guid}" + page));
        // Whose form would be refused does not get the form.
        foreach (var page in new[] { "/blocks/{block:guid}/edit", "/text", "/submission" })
            foreach (var method in new[] { "GET", "POST" }) lines.AddRange(OfPage(Writing, $"{method}~/reports/{{id:guid}}{page}"));
        lines.AddRange(OfPage(Writing, "POST~/cycles/{id:guid}/reports"));
        lines.AddRange(OfPage(Reviewing, "GET~/reviews/{id:guid}"));
        lines.AddRange(OfPage(Looking, "GET~/units/{id:guid}"));
        foreach (var page in new[] { "/decision/approve", "/decision/return" })
            foreach (var method in new[] { "GET", "POST" }) lines.AddRange(OfPage(Deciding, $"{method}~/reviews/{{id:guid}}{page}"));
        foreach (var words in lines.Skip(1).Select(Words))
        {
            if (words.Length != people.Length + 2) throw new InvalidOperationException($"{words[0]} {words[1]} has {words.Length - 2} verdicts.");
            for (var i = 0; i < people.Length; i++) yield return new Cell(words[0].Replace('~', ' '), words[1], people[i], words[i + 2][0]);
        }
    }

    private static string[] Lines(string rows, string name) => rows.Replace("{0}", name, StringComparison.Ordinal).Split('\n');

    // Whoever is not signed in is shown where to.
    private static string[] OfPage(string rows, string name) => Lines(rows.Replace("-", "/", StringComparison.Ordinal), name);

    private static string[] Words(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}

/// <summary>One endpoint, where its object is, who asks, and what must come out.</summary>
internal sealed record Cell(string Endpoint, string Relation, string Who, char Verdict)
{
    public bool IsForm => Endpoint.StartsWith("POST ", StringComparison.Ordinal);

    public bool IsOfPage => Endpoint.Contains(' ');
}
