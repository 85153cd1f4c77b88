using PartyReport.Eventing;

namespace PartyReport.Hosting;

/// <summary>
/// Keeps where each unit stands in the tree. Units come in any order, so one that comes late takes those below it along. A leaf costs
/// one row; a move costs one row for each unit below, in one statement.
/// </summary>
public static class UnitPaths
{
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

    /// <summary>To run after a unit came, or came below another one.</summary>
    public static Statement Place(Guid unit) => new(PlaceBelow, new { unit });

    /// <summary>Units of a slice, which are above one another or below units that have their places; nobody need see them yet.</summary>
    /// <param name="rows">Where a statement takes them from, as <c>r</c> with <c>unit</c> and <c>parent</c>.</param>
    public static string PlaceRows(string rows) =>
        $"""
        with recursive rows(unit, parent) as (select r.unit, r.parent from {rows}),
        below(id, path, height) as (
            select r.unit, coalesce((select p.path from organisation_path p where p.unit = r.parent), '/') || r.unit || '/', 0
            from rows r where not exists (select 1 from rows q where q.unit = r.parent)
            union all
            select r.unit, b.path || r.unit || '/', b.height + 1 from rows r join below b on r.parent = b.id where b.height < 32)
        insert into organisation_path (unit, path) select id, path from below where true on conflict (unit) do nothing
        """;

    /// <summary>Whether a unit of an import is not where it belongs: it was moved, or what is above it came late.</summary>
    public static Task<bool> Misplaced(Session session, Guid import) => session.Scalar<bool>(
        """
        select exists (
            select 1 from organisation_unit_row u left join organisation_path o on o.unit = u.id left join organisation_path p on p.unit = u.parent
            where (u.import = @import or u.id in (select c.id from organisation_unit_change c where c.import = @import))
              and (o.path is null or o.path <> coalesce(p.path, '/') || u.id || '/'))
        """, new { import });

    /// <summary>To run after many came at once; writes only what is not right yet.</summary>
    public static Statement PlaceAll() => new(PlaceEverything, new { });
}
