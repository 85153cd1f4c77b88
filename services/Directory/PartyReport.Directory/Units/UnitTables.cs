using PartyReport.Contracts.Directory;
using PartyReport.Directory.Names;
using PartyReport.Eventing;

namespace PartyReport.Directory.Units;

/// <summary>The tables of units, made from events. Runs while no other change of units and posts does.</summary>
internal static class UnitTables
{
    // A unit is not set under, or handed to, one that somebody else has closed or moved since it was decided.
    private const string IsOpen = "exists (select 1 from unit_row where id = @id and closed_from is null)";

    public static async Task Added(Session session, UnitAdded unit)
    {
        if (unit.Parent is { } parent && !await IsThere(session, parent)) throw new LostRaceException("The unit above was closed meanwhile.");
        // Code and root are unique over all units; somebody else may have taken one between our reading and our writing.
        if (await session.Execute(
            """
            insert into unit_row (id, code, name, kind, parent, since, initials)
            values (@Unit, @Code, @Name, @Kind, @Parent, @since, @initials)
            on conflict do nothing
            """,
            new { unit.Unit, unit.Code, unit.Name, unit.Kind, unit.Parent, since = unit.From ?? DateOnly.MinValue, initials = InitialsOf(unit.Name) }) == 0)
            throw new LostRaceException($"The code {unit.Code} or the root was taken meanwhile.");
    }

    public static async Task Moved(Session session, UnitMoved moved)
    {
        if (!await IsThere(session, moved.Parent) || await MoveUnit.IsBelow(session, moved.Unit, moved.Parent, moved.From))
            throw new LostRaceException("The tree was changed meanwhile.");
        await KeepFormer(session, moved.Unit, moved.From);
        await session.Execute("update unit_row set parent = @Parent, since = @From, version = @Version where id = @Unit", moved);
    }

    public static async Task Renamed(Session session, UnitRenamed renamed)
    {
        await KeepFormer(session, renamed.Unit, renamed.From);
        await session.Execute(
            "update unit_row set name = @Name, initials = @initials, since = @From, version = @Version where id = @Unit",
            new { renamed.Unit, renamed.Name, initials = InitialsOf(renamed.Name), renamed.From, renamed.Version });
    }

    public static async Task Closed(Session session, Guid unit, Guid? successor, Guid answering, DateOnly from, int version)
    {
        if (successor is { } id && !await IsThere(session, id) || await CloseUnit.HasUnitsBelow(session, unit))
            throw new LostRaceException("The tree was changed meanwhile.");
        await session.Execute(
            """
            update unit_row set closed_from = @from, successor = @successor, answering = @answering, version = @version where id = @unit
            """, new { unit, successor, answering, from, version });
    }

    public static async Task PostsRequired(Session session, UnitPostsRequired required)
    {
        await session.Execute("delete from unit_required_post where unit = @Unit", required);
        foreach (var role in required.Roles)
            await session.Execute("insert into unit_required_post (unit, role) values (@Unit, @role)", new { required.Unit, role });
        await session.Execute("update unit_row set version = @Version where id = @Unit", required);
    }

    /// <summary>Gives initials to units of an older version; true when there may be more.</summary>
    public static async Task<bool> FillInitials(Session session)
    {
        const int Some = 200;
        var units = await session.Query<UnitRow>($"select id, name from unit_row where initials = '' order by id limit {Some}");
        foreach (var unit in units)
            await session.Execute("update unit_row set initials = @initials where id = @Id", new { unit.Id, initials = InitialsOf(unit.Name) });
        return units.Count == Some;
    }

    // Every way to read it, each with a space before it, so that a unit without any is not looked at again.
    internal static string InitialsOf(string name) => string.Concat(Initials.Of(name).Select(way => " " + way));

    // Two changes from the same day on are one state; what was before the first of them is kept already.
    private static Task<int> KeepFormer(Session session, Guid unit, DateOnly from) => session.Execute(
        """
        insert into unit_period (unit, first_day, last_day, name, parent)
        select id, since, @last, name, parent from unit_row where id = @unit and since < @from
        """, new { unit, from, last = from == DateOnly.MinValue ? from : from.AddDays(-1) });

    private static Task<bool> IsThere(Session session, Guid id) => session.Scalar<bool>($"select {IsOpen}", new { id });
}
