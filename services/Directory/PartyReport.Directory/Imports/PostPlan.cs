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

    /// <param name="From">Null: the file does not say.</param>
    private sealed record Wanted(int Line, Key Key, string Name, string Title, DateOnly? From, DateOnly? To);

    // A row and what it means: a holding that stands already (null: a new one), and from when to when it is.
    private readonly record struct Meant(Wanted Row, Standing? Held, DateOnly From)
    {
        public bool Overlaps(DateOnly from, DateOnly? to) => !(to < From || Row.To < from);
    }

    /// <param name="sync">Holdings that the file does not have end yesterday.</param>
    /// <param name="makeId">Id of something new, each greater than the one before.</param>
    public static Plan<PlannedPost> Of(IReadOnlyList<SheetRow> sheet, Given given, bool sync, Func<Guid> makeId)
    {
        var faults = new Faults();
        var columns = Columns.Of(sheet[0], Columns.OfPosts, faults);
        if (faults.Any) return new([], faults);
        var named = new Dictionary<string, (string Name, int Line)>();
        var standing = given.Posts.ToLookup(p => new Key(p.Number, p.Unit, p.Role));
        List<Meant> meant = [.. faults.Readable(sheet).Select(row => Read(row, columns, given, named, faults)).OfType<Wanted>()
            .Select(w => MeaningOf(w, standing[w.Key], given.Today))];
        CheckDays(meant, standing, columns, faults);
        if (faults.Any) return new([], faults);

        var rows = Rows(meant, given, makeId);
        var (added, changed) = (rows.Count(r => r.Post.Version == 1), rows.Count(r => r.Post.Version > 1));
        var absent = sync ? Absent(meant, given) : [];
        rows.AddRange(absent.Select(p => Changed(p, given.People[p.Number].Id, p.Title, Last(p, given.Today))));
        return new(rows, faults)
        {
            Added = added, Changed = changed, Unchanged = meant.Count - added - changed, Absent = absent.Count, People = Movement(given, rows, absent),
        };
    }

    // The holding from the same day; where the file says no day, the last one there is.
    private static Meant MeaningOf(Wanted w, IEnumerable<Standing> standing, DateOnly today)
    {
        var held = w.From is { } from ? standing.FirstOrDefault(s => s.From == from) : standing.MaxBy(s => s.From);
        return new(w, held, held?.From ?? w.From ?? today);
    }

    private static List<PlannedPost> Rows(List<Meant> meant, Given given, Func<Guid> makeId)
    {
        var rows = new List<PlannedPost>(meant.Count);
        var newPeople = new Dictionary<string, Guid>();
        Guid IdOfNew(string number) => newPeople.TryGetValue(number, out var id) ? id : newPeople[number] = makeId();
        foreach (var (w, held, from) in meant)
        {
            var known = given.People.GetValueOrDefault(w.Key.Number);
            if (held is null)
                rows.Add(new PlannedPost(new ImportedPost(
                    makeId(), known?.Id ?? IdOfNew(w.Key.Number), w.Key.Unit, w.Key.Role, w.Title, from, 1, w.To), w.Key.Number, known is null ? w.Name : null));
            else if (held.To != w.To || held.Title != w.Title) rows.Add(Changed(held, known!.Id, w.Title, w.To));
        }
        return rows;
    }

    // Nobody holds the same post twice at once: not by two rows, nor by a row and a holding that begins on another day.
    private static void CheckDays(List<Meant> meant, ILookup<Key, Standing> standing, Columns columns, Faults faults)
    {
        // Of each row the one before it of the same key; most have none, and a list for each key would be most of the work.
        var (last, earlier) = (new Dictionary<Key, int>(meant.Count), new int[meant.Count]);
        Meant? Found(int from, Predicate<Meant> wanted)
        {
            for (; from >= 0; from = earlier[from]) if (wanted(meant[from])) return meant[from];
            return null;
        }
        for (var i = 0; i < meant.Count; i++)
        {
            var m = meant[i];
            void Fault(string column, string code, string detail) => faults.Add(m.Row.Line, columns.Heading(column), code, detail);
            earlier[i] = last.GetValueOrDefault(m.Row.Key, -1);
            last[m.Row.Key] = i;
            if (m.Row.To < m.From) Fault("to", "post.days-reversed", $"Not before the first day, {m.From:yyyy-MM-dd}.");
            else if (Found(earlier[i], o => o.Overlaps(m.From, m.Row.To)) is { } twice)
                Fault("role", "import.post-twice", $"Row {twice.Row.Line} gives the same person the same post at that time.");
        }
        if (standing.Count == 0) return;
        foreach (var m in meant.Where(m => m.Held is null))
            if (standing[m.Row.Key].FirstOrDefault(s => m.Overlaps(s.From, s.To) && Found(last[m.Row.Key], o => o.Held == s) is null) is { } held)
                faults.Add(m.Row.Line, columns.Heading("from"), "import.from-differs",
                    $"The person holds this post from {held.From:yyyy-MM-dd} on. A first day is not changed: correct the cell, or end the post first.");
    }

    private static List<Standing> Absent(List<Meant> meant, Given given)
    {
        var there = meant.Select(m => m.Held?.Id).ToHashSet();
        return [.. given.Posts.Where(p => !there.Contains(p.Id) && (p.To is null || p.To > Last(p, given.Today)))];
    }

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
        return faults.Count == before ? new Wanted(row.Line, new Key(number, unit, role!), name, title, from, to) : null;
    }

    // A number that was mistyped names somebody else, and that must not pass.
    private static void CheckName(
        SheetRow row, string number, string name, Given given, Dictionary<string, (string Name, int Line)> named, Action<string, string, string> fault)
    {
        if (given.People.TryGetValue(number, out var person) && person.Name.Length > 0 && person.Name != name)
            fault("name", "import.name-differs", "The directory has another name for this number. Look at the number; a name that was changed is changed first at PUT /api/people/{id}/name.");
        else if (named.TryGetValue(number, out var other) && other.Name != name)
            fault("name", "import.name-differs", $"Row {other.Line} has another name for this number. Look at the number.");
        else named.TryAdd(number, (name, row.Line));
    }

    private static PlannedPost Changed(Standing held, Guid person, string title, DateOnly? to) => new(
        new ImportedPost(held.Id, person, held.Unit, held.Role, title, held.From, held.Version + 1, to), held.Number, null);

    private static DateOnly Last(Standing post, DateOnly today) => today.AddDays(-1) < post.From ? post.From : today.AddDays(-1);

    private static ImportPeople Movement(Given given, List<PlannedPost> rows, List<Standing> ended)
    {
        var before = given.Posts.ToLookup(p => p.Number, p => p.Unit);
        var codes = given.Units.ToDictionary(u => u.Value, u => u.Key);
        string? Code(IEnumerable<Guid> units) => units.Select(u => codes.GetValueOrDefault(u)).FirstOrDefault();
        List<ImportPerson> joiners = [], movers = [], leavers = [];
        // Of a first file these are all.
        foreach (var r in rows.Where(r => !before.Contains(r.Number)).DistinctBy(r => r.Number)) joiners.Add(new(r.Number, null, Code([r.Post.Unit])));
        var gone = ended.Select(p => p.Id).ToHashSet();
        var stays = given.Posts.Where(p => !gone.Contains(p.Id)).ToLookup(p => p.Number, p => p.Unit);
        var comes = rows.Where(r => r.Post.Version == 1 && before.Contains(r.Number)).ToLookup(r => r.Number, r => r.Post.Unit);
        foreach (var number in rows.Select(r => r.Number).Where(before.Contains).Distinct())
        {
            var (was, then) = (before[number].ToHashSet(), stays[number].Concat(comes[number]).ToHashSet());
            if (!was.SetEquals(then)) (then.Count == 0 ? leavers : movers).Add(new ImportPerson(number, Code(was.Except(then)), Code(then.Except(was))));
        }
        return new(joiners.Count, movers.Count, leavers.Count, [.. joiners.Take(Plan.Sample)], [.. movers.Take(Plan.Sample)], [.. leavers.Take(Plan.Sample)]);
    }
}
