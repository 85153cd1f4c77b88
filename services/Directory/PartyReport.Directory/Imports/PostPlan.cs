using PartyReport.Contracts.Directory;
using PartyReport.Contracts.Directory.Http;

namespace PartyReport.Directory.Imports;

/// <summary>A holding of a post to be written, with the number of its person and, of a new person, the name.</summary>
internal sealed record PlannedPost(ImportedPost Post, string Number, string? NewName);

/// <summary>What a file of posts means for who holds what: pure. People are known by their numbers.</summary>
internal static class PostPlan
{
    /// <summary>A person with a number.</summary>
    internal sealed record Known(Guid Id, string Number, string Name);

    /// <summary>A holding, of a person with a number, that has not ended.</summary>
    internal sealed record Standing
    {
        public Guid Id { get; init; }
        public string Number { get; init; } = "";
        public Guid Unit { get; init; }
        public string Role { get; init; } = "";
        public string Title { get; init; } = "";
        public DateOnly From { get; init; }
        public DateOnly? To { get; init; }
        public int Version { get; init; }
    }

    /// <summary>What the plan depends on.</summary>
    /// <param name="Units">Units that are not closed, by their codes.</param>
    internal sealed record Given(
        IReadOnlyDictionary<string, Guid> Units, IReadOnlyDictionary<string, Known> People, IReadOnlyCollection<Standing> Posts, DateOnly Today);

    private readonly record struct Key(string Number, Guid Unit, string Role);

    /// <param name="sync">Holdings that the file does not have end yesterday.</param>
    /// <param name="makeId">Id of something new, each greater than the one before.</param>
    public static Plan<PlannedPost> Of(IReadOnlyList<SheetRow> sheet, Given given, bool sync, Func<Guid> makeId)
    {
        var faults = new Faults();
        var columns = Columns.Of(sheet[0], Columns.OfPosts, faults);
        if (faults.Any) return new([], faults);
        var standing = given.Posts.GroupBy(p => new Key(p.Number, p.Unit, p.Role)).ToDictionary(g => g.Key, g => g.MaxBy(p => p.From)!);
        var rows = new List<PlannedPost>(sheet.Count);
        var lines = new Dictionary<Key, int>();
        var named = new Dictionary<string, (string Name, int Line)>();
        var newPeople = new Dictionary<string, Guid>();
        Guid IdOfNew(string number) => newPeople.TryGetValue(number, out var id) ? id : newPeople[number] = makeId();
        var unchanged = 0;
        foreach (var row in sheet.Skip(1))
        {
            if (Read(row, columns, given, named, faults) is not { } w) continue;
            if (!lines.TryAdd(w.Key, row.Line))
            {
                faults.Add(row.Line, columns.Heading("role"), "import.post-twice", $"Row {lines[w.Key]} gives the same person the same post.");
                continue;
            }
            var known = given.People.GetValueOrDefault(w.Key.Number);
            if (!standing.TryGetValue(w.Key, out var held))
                rows.Add(new PlannedPost(new ImportedPost(
                    makeId(), known?.Id ?? IdOfNew(w.Key.Number), w.Key.Unit, w.Key.Role,
                    w.Title, w.From, 1, w.To), w.Key.Number, known is null ? w.Name : null));
            else if (held.To != w.To && w.To < held.From)
                faults.Add(row.Line, columns.Heading("to"), "post.days-reversed", $"The post is held from {held.From:yyyy-MM-dd} on.");
            else if (held.To != w.To) rows.Add(Changed(held, known!.Id, w.To));
            else unchanged++;
        }
        if (faults.Any) return new([], faults);

        var (added, changed) = (rows.Count(r => r.Post.Version == 1), rows.Count(r => r.Post.Version > 1));
        var absent = sync ? standing.Where(s => !lines.ContainsKey(s.Key)).Select(s => s.Value).ToList() : [];
        rows.AddRange(absent.Select(p => Changed(p, given.People[p.Number].Id, Last(p, given.Today))));
        return new(rows, faults)
        {
            Added = added, Changed = changed, Unchanged = unchanged, Absent = absent.Count, People = Movement(given, rows, absent),
        };
    }

    private sealed record Wanted(Key Key, string Name, string Title, DateOnly From, DateOnly? To);

    private static Wanted? Read(
        SheetRow row, Columns columns, Given given, Dictionary<string, (string Name, int Line)> named, Faults faults)
    {
        var before = faults.Count;
        void Fault(string column, string code, string detail) => faults.Add(row.Line, columns.Heading(column), code, detail);
        string Text(string column, int longest)
        {
            var cell = columns.Cell(row, column);
            if (Columns.TextFault(cell, longest) is { } fault) Fault(column, fault.Code, fault.Detail);
            return cell;
        }
        var (number, name, code, title) = (Text("number", 32), Text("name", 100), Text("unit", 32), Text("title", 100));
        if (faults.Count == before) CheckName(row, number, name, given, named, Fault);
        if (!given.Units.TryGetValue(code, out var unit) && code.Length > 0) Fault("unit", "unit.unknown", "There is no such unit, or it is closed.");
        var role = Columns.Role(columns.Cell(row, "role"));
        if (role is null)
            Fault("role", "post.role-unknown", $"One of {string.Join(", ", Columns.ImportedRoles.Select(r => $"{Columns.ChineseRole(r)} ({r})"))}; others are given one by one.");
        if (!Columns.TryDay(columns.Cell(row, "from"), out var from)) Fault("from", "import.day-invalid", "A day like 2026-03-01.");
        if (!Columns.TryDay(columns.Cell(row, "to"), out var to)) Fault("to", "import.day-invalid", "A day like 2026-12-31, or nothing.");
        var first = from ?? given.Today;
        if (to < first) Fault("to", "post.days-reversed", "Not before the first day.");
        return faults.Count == before ? new Wanted(new Key(number, unit, role!), name, title, first, to) : null;
    }

    // A number that was mistyped names somebody else, and that must not pass.
    private static void CheckName(
        SheetRow row, string number, string name, Given given, Dictionary<string, (string Name, int Line)> named, Action<string, string, string> fault)
    {
        if (given.People.TryGetValue(number, out var person) && person.Name.Length > 0 && person.Name != name)
            fault("name", "import.name-differs", "The directory has another name for this number. Look at the number.");
        else if (named.TryGetValue(number, out var other) && other.Name != name)
            fault("name", "import.name-differs", $"Row {other.Line} has another name for this number. Look at the number.");
        else named.TryAdd(number, (name, row.Line));
    }

    private static PlannedPost Changed(Standing held, Guid person, DateOnly? to) => new(
        new ImportedPost(held.Id, person, held.Unit, held.Role, held.Title, held.From, held.Version + 1, to), held.Number, null);

    private static DateOnly Last(Standing post, DateOnly today) => today.AddDays(-1) < post.From ? post.From : today.AddDays(-1);

    private static ImportPeople Movement(Given given, List<PlannedPost> rows, List<Standing> ended)
    {
        var before = given.Posts.ToLookup(p => p.Number, p => p.Unit);
        var gone = ended.Select(p => p.Id).ToHashSet();
        var stays = given.Posts.Where(p => !gone.Contains(p.Id)).ToLookup(p => p.Number, p => p.Unit);
        var comes = rows.Where(r => r.Post.Version == 1).ToLookup(r => r.Number, r => r.Post.Unit);
        var codes = given.Units.ToDictionary(u => u.Value, u => u.Key);
        string? Code(IEnumerable<Guid> units) => units.Select(u => codes.GetValueOrDefault(u)).FirstOrDefault();
        List<ImportPerson> joiners = [], movers = [], leavers = [];
        foreach (var number in rows.Select(r => r.Number).Distinct())
        {
            var (was, then) = (before[number].ToHashSet(), stays[number].Concat(comes[number]).ToHashSet());
            if (was.SetEquals(then)) continue;
            var list = was.Count == 0 ? joiners : then.Count == 0 ? leavers : movers;
            list.Add(new ImportPerson(number, Code(was.Except(then)), Code(then.Except(was))));
        }
        return new(joiners.Count, movers.Count, leavers.Count, [.. joiners.Take(Plan.Sample)], [.. movers.Take(Plan.Sample)], [.. leavers.Take(Plan.Sample)]);
    }
}
