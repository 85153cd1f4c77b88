using System.Text.Json;
using PartyReport.Contracts;
using PartyReport.Contracts.Directory;
using PartyReport.Eventing;

namespace PartyReport.Hosting;

/// <summary>
/// How the replica takes an import: each slice in one statement, into rows that no reader sees; what changes rows that stand
/// already is put aside. When the import is complete, readers see all of it at once. A slice is here whole or not at all, so its
/// first row tells of all: to ask it of each row is a third of the work.
/// </summary>
internal static class ImportEvents
{
    private const string Begin = "insert into organisation_import (id, completed) values (@Import, @no) on conflict (id) do nothing";

    public static Reaction Units(UnitsImported slice, bool postgres)
    {
        List<ImportedUnit> added = [.. slice.Units.Where(u => u.Version == 1)], changed = [.. slice.Units.Where(u => u.Version > 1)];
        var (rows, places, changes) = postgres
            ? ("unnest(@units, @kinds, @names, @parents) as r (unit, kind, name, parent)",
               "(select nextval('organisation_path_number_seq') as number, unit, parent from unnest(@units, @parents) as u (unit, parent)) r",
               "unnest(@units, @names, @parents, @versions) as r (unit, name, parent, version)")
            : ("(select value ->> 'unit' as unit, value ->> 'kind' as kind, value ->> 'name' as name, value ->> 'parent' as parent from json_each(@rows)) r",
               """
               (select (select coalesce(max(number), 0) from organisation_path) + 1 + key as number, value ->> 'unit' as unit, value ->> 'parent' as parent
                from json_each(@rows)) r
               """,
               "(select value ->> 'unit' as unit, value ->> 'name' as name, value ->> 'parent' as parent, value ->> 'version' as version from json_each(@rows)) r");
        return Reaction.Rows([
            new Statement(Begin, new { slice.Import, no = false }),
            .. Some(added, $"""
                insert into organisation_unit_row (id, kind, name, parent, import)
                select r.unit, r.kind, r.name, r.parent, {Import(postgres)} from {rows}
                where not exists (select 1 from organisation_unit_row where id = @first)
                """, () => postgres ? Arrays(slice.Import, added) : Json(slice.Import, added, u => u.Unit)),
            .. UnitPaths.Levels(added).SelectMany(level => Some(
                level, UnitPaths.PlaceRows(places), () => postgres ? Arrays(slice.Import, level) : Json(slice.Import, level, u => u.Unit))),
            .. Some(changed, $"""
                insert into organisation_unit_change (import, id, name, parent, version)
                select {Import(postgres)}, r.unit, r.name, r.parent, r.version from {changes} where true on conflict do nothing
                """, () => postgres ? Arrays(slice.Import, changed) : Json(slice.Import, changed, u => u.Unit))]);
    }

    public static Reaction Posts(PostsImported slice, bool postgres)
    {
        List<ImportedPost> added = [.. slice.Posts.Where(p => p.Version == 1)], changed = [.. slice.Posts.Where(p => p.Version > 1)];
        var (rows, changes) = postgres
            ? ("unnest(@posts, @people, @units, @roles, @froms, @tos) as r (post, person, unit, role, first_day, last_day)",
               "unnest(@posts, @tos, @versions) as r (post, last_day, version)")
            : ("""
               (select value ->> 'post' as post, value ->> 'person' as person, value ->> 'unit' as unit, value ->> 'role' as role,
                       value ->> 'from' as first_day, value ->> 'to' as last_day from json_each(@rows)) r
               """,
               "(select value ->> 'post' as post, value ->> 'to' as last_day, value ->> 'version' as version from json_each(@rows)) r");
        return Reaction.Rows([
            new Statement(Begin, new { slice.Import, no = false }),
            .. Some(added, $"""
                insert into organisation_post_row (id, person, unit, role, first_day, last_day, import)
                select r.post, r.person, r.unit, r.role, r.first_day, r.last_day, {Import(postgres)} from {rows}
                where not exists (select 1 from organisation_post_row where id = @first)
                """, () => postgres ? Arrays(slice.Import, added) : Json(slice.Import, added, p => p.Post)),
            .. Some(changed, $"""
                insert into organisation_post_change (import, id, last_day, version)
                select {Import(postgres)}, r.post, r.last_day, r.version from {changes} where true on conflict do nothing
                """, () => postgres ? Arrays(slice.Import, changed) : Json(slice.Import, changed, p => p.Post))]);
    }

    public static Reaction Complete(ImportCompleted completed) => Reaction.Only(async session =>
    {
        await UnitPaths.TakeTurn(session);
        // What is to be changed may have come by a stream of its own, in another shard, and be still on its way.
        if (await session.Scalar<bool>(
            """
            select exists (select 1 from organisation_unit_change c where c.import = @Import
                           and not exists (select 1 from organisation_unit_row u where u.id = c.id))
                or exists (select 1 from organisation_post_change c where c.import = @Import
                           and not exists (select 1 from organisation_post_row p where p.id = c.id))
            """, completed)) throw new InvalidOperationException("Something that the import changes has not come from the directory yet.");
        await session.Execute([
            new Statement(
                """
                insert into organisation_import (id, completed) values (@Import, @yes) on conflict (id) do update set completed = excluded.completed
                """, new { completed.Import, yes = true }),
            new Statement(
                """
                update organisation_unit_row set name = c.name, parent = c.parent, version = c.version from organisation_unit_change c
                where c.import = @Import and c.id = organisation_unit_row.id and c.version > organisation_unit_row.version
                """, completed),
            new Statement(
                """
                update organisation_post_row set last_day = c.last_day, version = c.version from organisation_post_change c
                where c.import = @Import and c.id = organisation_post_row.id and c.version > organisation_post_row.version
                """, completed)]);
        if (await UnitPaths.Misplaced(session, completed.Import)) await session.Execute(UnitPaths.PlaceAll());
        await session.Execute([
            new Statement("delete from organisation_unit_change where import = @Import", completed),
            new Statement("delete from organisation_post_change where import = @Import", completed)]);
    });

    private static string Import(bool postgres) => postgres ? "@import::uuid" : "@import";

    private static IEnumerable<Statement> Some<T>(List<T> rows, string sql, Func<object> args) => rows is [] ? [] : [new Statement(sql, args())];

    private static object Json<T>(Guid import, List<T> rows, Func<T, Guid> id) =>
        new { import, first = id(rows[0]), rows = JsonSerializer.Serialize(rows, WireJson.Options) };

    private static object Arrays(Guid import, List<ImportedUnit> rows) => new
    {
        import,
        first = rows[0].Unit,
        units = rows.ConvertAll(u => u.Unit).ToArray(),
        kinds = rows.ConvertAll(u => u.Kind).ToArray(),
        names = rows.ConvertAll(u => u.Name).ToArray(),
        parents = rows.ConvertAll(u => u.Parent).ToArray(),
        versions = rows.ConvertAll(u => u.Version).ToArray(),
    };

    private static object Arrays(Guid import, List<ImportedPost> rows) => new
    {
        import,
        first = rows[0].Post,
        posts = rows.ConvertAll(p => p.Post).ToArray(),
        people = rows.ConvertAll(p => p.Person).ToArray(),
        units = rows.ConvertAll(p => p.Unit).ToArray(),
        roles = rows.ConvertAll(p => p.Role).ToArray(),
        froms = rows.ConvertAll(p => p.From).ToArray(),
        tos = rows.ConvertAll(p => p.To).ToArray(),
        versions = rows.ConvertAll(p => p.Version).ToArray(),
    };
}
