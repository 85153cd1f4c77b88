namespace PartyReport.Matrix.Tests;

/// <summary>Asks what the table says, the same way wherever the product runs, and tells what comes out.</summary>
internal sealed class Walk(Door door, Objects objects)
{
    private const int AtOnce = 4;

    private static readonly Dictionary<char, int> Denials = new() { ['.'] = 403, ['n'] = 404, ['-'] = 401, ['/'] = 302 };

    // They deny by leaving out.
    private static readonly string[] Lists = ["GetReports", "GET /reports"];

    /// <summary>What comes out for each cell.</summary>
    public async Task<IReadOnlyList<Answered>> Ask(IReadOnlyList<Cell> cells)
    {
        var answers = new Answered[cells.Count];
        await Parallel.ForAsync(0, cells.Count, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (i, _) => answers[i] = await Ask(cells[i]));
        return answers;
    }

    /// <summary>What comes out for one cell.</summary>
    public async Task<Answered> Ask(Cell cell)
    {
        var (request, allowed) = Requests.Of(cell.Endpoint, cell.Relation, objects);
        using (request)
        {
            using var response = await (cell.IsForm ? door.SendForm(People.All[cell.Who], request) : door.Send(People.All[cell.Who], request));
            var status = await Judged(cell, (int)response.StatusCode, allowed, response);
            var expected = cell.Verdict == '+' ? allowed : Denials[cell.Verdict];
            var isRight = status == expected && LeadsWhereItShould(cell, response);
            return new Answered(cell, status, expected, isRight, Allows: !isRight && cell.Verdict != '+' && (status < 400 || status == allowed));
        }
    }

    /// <summary>What is wrong with pages that are open to everybody, when somebody and when nobody asks for them.</summary>
    public static async Task<IReadOnlyList<string>> FaultsOfOpen(Uri address, IEnumerable<KeyValuePair<string, (int SignedIn, int Anonymous)>> open)
    {
        var faults = new List<string>();
        foreach (var (endpoint, expected) in open)
            foreach (var (person, status) in new[] { (People.All["sec"], expected.SignedIn), (null, expected.Anonymous) })
            {
                // A session of its own: one of the pages ends it.
                using var other = new Door(address);
                using var request = Requests.OfPage(endpoint);
                using var response = await other.Send(person, request);
                if ((int)response.StatusCode != status) faults.Add($"{endpoint} {(person is null ? "ano" : "sec")}: {(int)response.StatusCode} instead of {status}");
            }
        return faults;
    }

    private async Task<int> Judged(Cell cell, int status, int allowed, HttpResponseMessage response) =>
        status == allowed && Lists.Contains(cell.Endpoint)
        && !(await response.Content.ReadAsStringAsync()).Contains($"{objects.Drafts[cell.Relation]}", StringComparison.Ordinal) ? Denials['.'] : status;

    // A form that was taken leads on as well.
    private static bool LeadsWhereItShould(Cell cell, HttpResponseMessage response) =>
        cell.Verdict != '/' || response.Headers.Location?.OriginalString.StartsWith("/sign-in", StringComparison.Ordinal) == true;
}

/// <summary>A cell and what came out.</summary>
/// <param name="Allows">It was let through though the table denies it.</param>
internal sealed record Answered(Cell Cell, int Status, int Expected, bool IsRight, bool Allows)
{
    /// <summary>False: it is no verdict, but a failure.</summary>
    public bool IsVerdict => Status < 500;

    public override string ToString() => $"{Cell.Endpoint} {Cell.Relation} {Cell.Who}: {Status} instead of {Expected}";
}
