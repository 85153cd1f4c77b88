using PartyReport.Contracts.Directory;
using PartyReport.Eventing;

namespace PartyReport.Hosting;

/// <summary>
/// Keeps where each unit stands in the tree. Units come in any order, so one that comes late takes those below it along. A leaf costs
/// one row; a move costs one row for each unit below, in one statement.
/// </summary>
public static class UnitPaths
{
    private const int MostAbove = 32;

    // An id between two strokes.
    private const int LengthAtTop = 38;

    private const string IsElsewhere =
        """
        coalesce((select o.path from organisation_path o where o.unit = u.id), '')
            <> coalesce((select p.path from organisation_path p where p.unit = u.parent), '/') || u.id || '/'
        """;

    private const string Write =
        """
        insert into organisation_path (unit, path) select id, path from below where true
        on conflict (unit) do update set path = excluded.path where organisation_path.path <> excluded.path
        """;

    private const string PlaceBelow =
        $"""
        with recursive below(id, path, height) as (
            select u.id, coalesce((select p.path from organisation_path p where p.unit = u.parent), '/') || u.id || '/', 0
            from organisation_unit u where u.id = @unit
            union all
            select u.id, b.path || u.id || '/', b.height + 1 from organisation_unit u join below b on u.parent = b.id where b.height < 32)
        {Write}
        """;

    private const string PlaceEverything =
        $"""
        with recursive below(id, path, height) as (
            select u.id, '/' || u.id || '/', 0 from organisation_unit u
            where not exists (select 1 from organisation_unit p where p.id = u.parent)
            union all
            select u.id, b.path || u.id || '/', b.height + 1 from organisation_unit u join below b on u.parent = b.id where b.height < 32)
        {Write}
        """;

    /// <summary>
    /// To wait for before anything that places units. Shards of the directory's log are applied beside each other: of a unit and the one
    /// above it that come at once neither would see the other, and the lower one would stand in a tree of its own for good.
    /// </summary>
    public static Task TakeTurn(Session session) => session.TakeTurn("unit-paths");

    /// <summary>To run after a unit came, or came below another one.</summary>
    public static Statement Place(Guid unit) => new(PlaceBelow, new { unit });

    /// <summary>Where a unit of a slice stands: below a unit that the slice does not have (null: below none), by this way, its own id included.</summary>
    public sealed record Way(Guid Unit, Guid? Below, string Ids);

    /// <summary>Units of a slice, which are above one another or below units that have their places; nobody need see them yet.</summary>
    public static List<Way> Ways(IReadOnlyCollection<ImportedUnit> slice)
    {
        var parents = slice.ToDictionary(u => u.Unit, u => u.Parent);
        List<Way> ways = [];
        foreach (var unit in parents.Keys)
        {
            var (ids, above, height) = ($"{unit}/", parents[unit], 0);
            for (; above is { } id && parents.TryGetValue(id, out var next) && height < MostAbove; height++) (ids, above) = ($"{id}/{ids}", next);
            if (height < MostAbove) ways.Add(new(unit, above, ids));
        }
        return ways;
    }

    /// <summary>To run once for a slice: when <c>@first</c>, the first of them, has its place, all have.</summary>
    /// <param name="rows">Where a statement takes <see cref="Ways"/> from, as <c>r</c> with <c>unit</c>, <c>below</c> and <c>ids</c>.</param>
    public static string PlaceRows(string rows) =>
        $"""
        insert into organisation_path (unit, path)
        select r.unit, coalesce((select p.path from organisation_path p where p.unit = r.below), '/') || r.ids from {rows}
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
        top(unit) as materialized (select unit from organisation_path where length(path) = {LengthAtTop})
        select (exists (select 1 from organisation_unit_row where import = @import) or exists (select 1 from organisation_unit_change where import = @import))
            and (exists (select 1 from near u where {IsElsewhere})
                 or exists (select 1 from top t join organisation_unit_row u on u.id = t.unit where u.import = @import and u.parent is not null))
        """, new { import });

    /// <summary>To run after many came at once; writes only what is not right yet.</summary>
    public static Statement PlaceAll() => new(PlaceEverything, new { });
}
