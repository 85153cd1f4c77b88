using PartyReport.Contracts.Directory;

namespace PartyReport.Directory.Imports;

/// <summary>What a file of units means for the tree as it stands: pure.</summary>
internal static class UnitPlan
{
    // As far as copies of the tree look down.
    private const int MostLevels = 32;

    /// <summary>A unit that stands in the directory.</summary>
    internal sealed record Standing
    {
        public Guid Id { get; init; }
        public string Code { get; init; } = "";
        public string Name { get; init; } = "";
        public string Kind { get; init; } = "";
        public Guid? Parent { get; init; }
        public int Version { get; init; }
        public DateOnly Since { get; init; }
        public DateOnly? ClosedFrom { get; init; }
    }

    private sealed record Wanted(int Line, string Code, string Name, string Kind, string Parent);

    /// <summary>Checks everything first; with one fault nothing is planned.</summary>
    /// <param name="makeId">Id of a new unit, each greater than the one before.</param>
    public static Plan<ImportedUnit> Of(
        IReadOnlyList<SheetRow> sheet, IReadOnlyCollection<Standing> standing, Func<Guid> makeId, DateOnly today)
    {
        var faults = new Faults();
        var columns = Columns.Of(sheet[0], Columns.OfUnits, faults);
        if (faults.Any) return new([], faults);
        var known = standing.ToDictionary(u => u.Code);
        var wanted = Read(sheet, columns, known, today, faults);
        CheckPlaces(wanted, known, columns, faults);
        if (faults.Any) return new([], faults);

        List<Wanted> ordered = [.. AboveFirst(wanted)];
        var ids = ordered.ToDictionary(w => w.Code, w => known.TryGetValue(w.Code, out var unit) ? unit.Id : makeId());
        Guid? ParentOf(Wanted w) => w.Parent.Length == 0 ? null : ids.TryGetValue(w.Parent, out var id) ? id : known[w.Parent].Id;
        var rows = new List<ImportedUnit>(wanted.Count);
        foreach (var w in ordered)
        {
            if (!known.TryGetValue(w.Code, out var unit)) rows.Add(new ImportedUnit(ids[w.Code], w.Code, w.Name, w.Kind, 1, ParentOf(w)));
            else if (unit.Name != w.Name || unit.Parent != ParentOf(w))
                rows.Add(new ImportedUnit(unit.Id, w.Code, w.Name, w.Kind, unit.Version + 1, ParentOf(w)));
        }
        var absent = standing.Where(u => u.ClosedFrom is null && !wanted.ContainsKey(u.Code)).Select(u => u.Code).ToList();
        var added = rows.Count(r => r.Version == 1);
        return new(rows, faults)
        {
            Added = added, Changed = rows.Count - added, Unchanged = wanted.Count - rows.Count,
            Absent = absent.Count, AbsentSample = [.. absent.Order(StringComparer.Ordinal).Take(Plan.Sample)],
        };
    }

    private static Dictionary<string, Wanted> Read(
        IReadOnlyList<SheetRow> sheet, Columns columns, Dictionary<string, Standing> known, DateOnly today, Faults faults)
    {
        var wanted = new Dictionary<string, Wanted>();
        foreach (var row in faults.Readable(sheet))
        {
            var w = new Wanted(row.Line, columns.Cell(row, "code"), columns.Cell(row, "name"), columns.Cell(row, "kind"), columns.Cell(row, "parent"));
            void Fault(string column, string code, string detail) => faults.Add(row.Line, columns.Heading(column), code, detail);
            if (Columns.TextFault(w.Code, 32) is { } code) Fault("code", code.Code, code.Detail);
            else if (wanted.TryGetValue(w.Code, out var twice)) Fault("code", "import.code-twice", $"Row {twice.Line} has this code too.");
            if (Columns.TextFault(w.Name, 200) is { } name) Fault("name", name.Code, name.Detail);
            if (Columns.Kind(w.Kind) is not { } kind)
                Fault("kind", "unit.kind-unknown", $"One of 党委, 工委, 工作机构, 党组, 支部 ({string.Join(", ", UnitKinds.All)}).");
            else
            {
                w = w with { Kind = kind };
                if (known.TryGetValue(w.Code, out var unit))
                {
                    if (unit.Kind != kind) Fault("kind", "import.kind-changed", $"The unit is {unit.Kind}; that is never changed.");
                    if (unit.ClosedFrom is not null) Fault("code", "unit.closed", $"The unit is closed from {unit.ClosedFrom:yyyy-MM-dd} on.");
                    if (unit.Since > today) Fault("code", "unit.day-too-early", $"Something is recorded of it from {unit.Since:yyyy-MM-dd} on.");
                }
            }
            if (w.Code.Length > 0) wanted.TryAdd(w.Code, w);
        }
        return wanted;
    }

    private static void CheckPlaces(Dictionary<string, Wanted> wanted, Dictionary<string, Standing> known, Columns columns, Faults faults)
    {
        var byId = known.Values.ToDictionary(u => u.Id);
        void Fault(Wanted w, string code, string detail) => faults.Add(w.Line, columns.Heading("parent"), code, detail);
        var root = known.Values.FirstOrDefault(u => u.Parent is null)?.Code;
        foreach (var w in wanted.Values)
        {
            if (w.Parent.Length > 0 && w.Code == root) Fault(w, "unit.is-root", "The root of the tree stays where it is.");
            else if (w.Parent.Length == 0 && root is not null && w.Code != root)
                Fault(w, "unit.parent-missing", "The tree has a root already; name the unit above.");
            else if (w.Parent.Length > 0 && !wanted.ContainsKey(w.Parent) && known.GetValueOrDefault(w.Parent) is not { ClosedFrom: null })
                Fault(w, "unit.parent-unknown", "There is no such unit, neither in the directory nor in the file.");
            else if (w.Parent.Length == 0 && root is null) root = w.Code;
        }
        if (faults.Any) return;

        string? Above(string code) => wanted.TryGetValue(code, out var w)
            ? w.Parent is { Length: > 0 } parent ? parent : null
            : known[code].Parent is { } id ? byId[id].Code : null;
        // How many units it is from the top, itself included, of those that are known to be right.
        var levels = new Dictionary<string, int>();
        foreach (var w in wanted.Values)
        {
            var (way, at) = (new List<string>(), w.Code);
            for (; at is not null && !levels.ContainsKey(at) && way.Count <= MostLevels; at = Above(at)) way.Add(at);
            var above = at is null ? 0 : levels.GetValueOrDefault(at, MostLevels);
            if (way.Count > 0 && above + way.Count > MostLevels) Fault(w, "unit.cycle", $"Going up from this unit leads back to it, or up more than {MostLevels} levels.");
            else
                for (var i = 0; i < way.Count; i++) levels[way[i]] = above + way.Count - i;
        }
    }

    private static IEnumerable<Wanted> AboveFirst(Dictionary<string, Wanted> wanted)
    {
        var depths = new Dictionary<string, int>();
        int Depth(string code) => depths.TryGetValue(code, out var depth) ? depth
            : depths[code] = wanted.TryGetValue(code, out var w) && w.Parent.Length > 0 ? Depth(w.Parent) + 1 : 0;
        return wanted.Values.OrderBy(w => Depth(w.Code)).ThenBy(w => w.Code, StringComparer.Ordinal);
    }
}
