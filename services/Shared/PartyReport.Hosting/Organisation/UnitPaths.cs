using PartyReport.Contracts.Directory;
using PartyReport.Eventing;

namespace PartyReport.Hosting;

/// <summary>
/// Keeps where each unit stands in the tree, as numbers that this copy gives its units. Units come in any order, so one that comes late
/// takes those below it along. A leaf costs one row; a move costs one row for each unit below, in one statement.
/// </summary>
public static class UnitPaths
{
    // Right below the unit above it, or at the top when that one has no place.
    private const string Wanted = "coalesce((select nullif(p.path, '') from organisation_path p where p.unit = u.parent), '/') || o.number || '/'";

    private const string InPlace = $"exists (select 1 from organisation_path o where o.unit = u.id and o.path = {Wanted})";

    private const string Write = "update organisation_path set path = below.path from below where organisation_path.unit = below.id and organisation_path.path <> below.path";

    private const string Below =
        """
            union all
            select u.id, b.path || o.number || '/', b.height + 1
            from organisation_unit u join below b on u.parent = b.id join organisation_path o on o.unit = u.id where b.height < 32)
        """;

    private const string PlaceBelow =
        $"""
        with recursive below(id, path, height) as (
            select u.id, {Wanted}, 0
            from organisation_unit u join organisation_path o on o.unit = u.id where u.id = @unit
        {Below}
        {Write}
        """;

    private const string PlaceEverything =
        $"""
        with recursive below(id, path, height) as (
            select u.id, '/' || o.number || '/', 0 from organisation_unit u join organisation_path o on o.unit = u.id
            where not exists (select 1 from organisation_unit p where p.id = u.parent)
        {Below}
        {Write}
        """;

    /// <summary>
    /// To wait for before anything that places units. Shards of the directory's log are applied beside each other: of a unit and the one
    /// above it that come at once neither would see the other, and the lower one would stand in a tree of its own for good.
    /// </summary>
    public static Task TakeTurn(Session session) => session.TakeTurn("unit-paths");

    /// <summary>To run after a unit came, or came below another one.</summary>
    public static Statement[] Place(Guid unit) => [Number("u.id = @unit", new { unit }), new(PlaceBelow, new { unit })];

    /// <summary>
    /// Units of a slice in the order in which they are placed: first those that stand below units of before, then those below them. Nobody
    /// need see them yet. A unit below itself gets no place.
    /// </summary>
    public static List<List<ImportedUnit>> Levels(IReadOnlyCollection<ImportedUnit> slice)
    {
        var here = slice.Select(u => u.Unit).ToHashSet();
        var below = slice.ToLookup(u => u.Parent is { } parent && here.Contains(parent) ? parent : default(Guid?));
        List<List<ImportedUnit>> levels = [];
        for (List<ImportedUnit> level = [.. below[null]]; level is not []; level = [.. level.SelectMany(u => below[u.Unit])])
            levels.Add(level);
        return levels;
    }

    /// <summary>To run once for each level of a slice: when <c>@first</c>, the first of them, has its place, all have.</summary>
    /// <param name="rows">Where a statement takes them from, as <c>r</c> with <c>number</c>, <c>unit</c> and <c>parent</c>.</param>
    public static string PlaceRows(string rows) =>
        $"""
        insert into organisation_path (number, unit, path)
        select r.number, r.unit, coalesce((select nullif(p.path, '') from organisation_path p where p.unit = r.parent), '/') || r.number || '/' from {rows}
        where not exists (select 1 from organisation_path where unit = @first)
        """;

    /// <summary>
    /// Whether a unit of an import, or one right below it, is not where it belongs: it was moved, or what is above it came late. Units of one
    /// import that were not changed since stand right below one another, unless one came before the one above it and so stands at the top.
    /// </summary>
    // Materialized: a planner that knows nothing of the rows yet would look at the places of all.
    public static Task<bool> Misplaced(Session session, Guid import) => session.Scalar<bool>(
        $"""
        with near(id, parent) as materialized (
            select u.id, u.parent from organisation_unit_row u left join organisation_unit_row a on a.id = u.parent
            where u.import is distinct from a.import or u.version > 1),
        top(unit) as materialized (select unit from organisation_path where path = '/' || number || '/')
        select (exists (select 1 from organisation_unit_row where import = @import) or exists (select 1 from organisation_unit_change where import = @import))
            and (exists (select 1 from near u where not {InPlace})
                 or exists (select 1 from top t join organisation_unit_row u on u.id = t.unit where u.import = @import and u.parent is not null))
        """, new { import });

    /// <summary>To run after many came at once; writes only what is not right yet.</summary>
    public static Statement[] PlaceAll() => [Number("true", new { }), new(PlaceEverything, new { })];

    // A unit keeps its number wherever it goes.
    private static Statement Number(string which, object args) => new(
        $"""
        insert into organisation_path (unit, path) select u.id, '' from organisation_unit u
        where {which} and not exists (select 1 from organisation_path o where o.unit = u.id)
        """, args);
}
