using PartyReport.Contracts.Directory;
using PartyReport.Directory.Units;
using PartyReport.Eventing;

namespace PartyReport.Directory.Imports;

/// <summary>
/// The rows that a slice writes, a statement for each table: nobody sees them before the import is complete. What it changes in rows that
/// stand already is put aside until then.
/// </summary>
internal static class ImportTables
{
    public static async Task Units(Session session, Guid import, IReadOnlyList<ImportedUnit> units)
    {
        List<ImportedUnit> added = [.. units.Where(u => u.Version == 1)], changed = [.. units.Where(u => u.Version > 1)];
        await Many(session, added,
            "insert into unit_row (id, code, name, kind, parent, version, imported, initials, import) {0}",
            "select r.id, r.code, r.name, r.kind, r.parent, 1, 1, r.initials, @import from unnest(@ids, @codes, @names, @kinds, @parents, @initials) as r (id, code, name, kind, parent, initials)",
            rows => new
            {
                import, ids = rows.ConvertAll(u => u.Unit).ToArray(), codes = rows.ConvertAll(u => u.Code).ToArray(),
                names = rows.ConvertAll(u => u.Name).ToArray(), kinds = rows.ConvertAll(u => u.Kind).ToArray(),
                parents = rows.ConvertAll(u => u.Parent).ToArray(), initials = rows.ConvertAll(u => UnitTables.InitialsOf(u.Name)).ToArray(),
            },
            "values (@Unit, @Code, @Name, @Kind, @Parent, 1, 1, @initials, @import)",
            u => new { u.Unit, u.Code, u.Name, u.Kind, u.Parent, initials = UnitTables.InitialsOf(u.Name), import });
        await Many(session, changed,
            "insert into unit_change (import, id, name, initials, parent, version) {0}",
            "select @import, r.id, r.name, r.initials, r.parent, r.version from unnest(@ids, @names, @initials, @parents, @versions) as r (id, name, initials, parent, version)",
            rows => new
            {
                import, ids = rows.ConvertAll(u => u.Unit).ToArray(), names = rows.ConvertAll(u => u.Name).ToArray(),
                initials = rows.ConvertAll(u => UnitTables.InitialsOf(u.Name)).ToArray(), parents = rows.ConvertAll(u => u.Parent).ToArray(),
                versions = rows.ConvertAll(u => u.Version).ToArray(),
            },
            "values (@import, @Unit, @Name, @initials, @Parent, @Version)",
            u => new { import, u.Unit, u.Name, initials = UnitTables.InitialsOf(u.Name), u.Parent, u.Version });
    }

    public static async Task Posts(Session session, Guid import, IReadOnlyList<ImportedPost> posts)
    {
        List<ImportedPost> added = [.. posts.Where(p => p.Version == 1)], changed = [.. posts.Where(p => p.Version > 1)];
        await Many(session, added,
            "insert into post_row (id, person, unit, role, title, first_day, last_day, version, imported, import) {0}",
            "select r.id, r.person, r.unit, r.role, r.title, r.first_day, r.last_day, 1, 1, @import from unnest(@ids, @people, @units, @roles, @titles, @froms, @tos) as r (id, person, unit, role, title, first_day, last_day)",
            rows => new
            {
                import, ids = rows.ConvertAll(p => p.Post).ToArray(), people = rows.ConvertAll(p => p.Person).ToArray(),
                units = rows.ConvertAll(p => p.Unit).ToArray(), roles = rows.ConvertAll(p => p.Role).ToArray(),
                titles = rows.ConvertAll(p => p.Title).ToArray(), froms = rows.ConvertAll(p => p.From).ToArray(),
                tos = rows.ConvertAll(p => p.To).ToArray(),
            },
            "values (@Post, @Person, @Unit, @Role, @Title, @From, @To, 1, 1, @import)",
            p => new { p.Post, p.Person, p.Unit, p.Role, p.Title, p.From, p.To, import });
        await Many(session, changed,
            "insert into post_change (import, id, last_day, title, version) {0}",
            "select @import, r.id, r.last_day, r.title, r.version from unnest(@ids, @tos, @titles, @versions) as r (id, last_day, title, version)",
            rows => new
            {
                import, ids = rows.ConvertAll(p => p.Post).ToArray(), tos = rows.ConvertAll(p => p.To).ToArray(),
                titles = rows.ConvertAll(p => p.Title).ToArray(),
                versions = rows.ConvertAll(p => p.Version).ToArray(),
            },
            "values (@import, @Post, @To, @Title, @Version)", p => new { import, p.Post, p.To, p.Title, p.Version });
    }

    /// <summary>Lets everybody see all of it. Former names and places of changed units are kept.</summary>
    public static Task Complete(Session session, Guid import, DateOnly today, DateTimeOffset now) => session.Execute([
        new Statement(
            """
            insert into unit_period (unit, first_day, last_day, name, parent)
            select u.id, u.since, @yesterday, u.name, u.parent from unit_row u join unit_change c on c.id = u.id
            where c.import = @import and u.since < @today
            """, new { import, today, yesterday = today.AddDays(-1) }),
        new Statement(
            """
            update unit_row set name = c.name, initials = c.initials, parent = c.parent, since = @today, version = c.version, imported = unit_row.imported + 1
            from unit_change c where c.import = @import and c.id = unit_row.id
            """, new { import, today }),
        // With the import's id, so that who is asked by the gateway knows which event told of it. Slices of an older version had no title.
        new Statement(
            """
            update post_row set last_day = c.last_day, title = coalesce(c.title, post_row.title), version = c.version, imported = post_row.imported + 1, import = @import
            from post_change c where c.import = @import and c.id = post_row.id
            """, new { import }),
        new Statement("delete from unit_change where import = @import", new { import }),
        new Statement("delete from post_change where import = @import", new { import }),
        new Statement("delete from import_part where import = @import", new { import }),
        // What was checked while this was written saw none of it, and is checked again.
        new Statement("update organisation set importing = null, version = version + 1 where importing = @import", new { import }),
        new Statement("update import set state = @Completed, completed_at = @now where id = @import", new { import, ImportRow.Completed, now })]);

    /// <summary>Takes back some of the rows of an import that failed; returns how many, 0 when none are left.</summary>
    public static async Task<int> TakeBack(Session session, Guid import)
    {
        const string some = "limit 2000";
        if (await session.Execute($"delete from post_row where id in (select id from post_row where import = @import {some})", new { import })
            is > 0 and var posts) return posts;
        // Units after those below them.
        if (await session.Execute(
            $"""
            delete from unit_row where id in (
                select u.id from unit_row u where u.import = @import and not exists (select 1 from unit_row b where b.parent = u.id) {some})
            """, new { import }) is > 0 and var units) return units;
        if (!session.IsPostgres)
            await session.Execute($"delete from person_token where person in (select id from person where import = @import order by id {some})", new { import });
        return await session.Execute($"delete from person where id in (select id from person where import = @import order by id {some})", new { import });
    }

    /// <summary>Forgets what is left of an import that failed, and lets units and posts be changed again.</summary>
    public static Task<int> Release(Session session, Guid import) => session.Execute([
        new Statement("delete from unit_change where import = @import", new { import }),
        new Statement("delete from post_change where import = @import", new { import }),
        new Statement("delete from import_part where import = @import", new { import }),
        new Statement("update organisation set importing = null, version = version + 1 where importing = @import", new { import })]);

    private static Task Many<T>(
        Session session, List<T> rows, string insert, string fromArrays, Func<List<T>, object> arrays, string values, Func<T, object> row) where T : class =>
        rows is [] ? Task.CompletedTask
        : session.IsPostgres ? session.Later([new Statement(string.Format(System.Globalization.CultureInfo.InvariantCulture, insert, fromArrays), arrays(rows))])
        : session.Execute(string.Format(System.Globalization.CultureInfo.InvariantCulture, insert, values), rows.ConvertAll(r => row(r)));
}
