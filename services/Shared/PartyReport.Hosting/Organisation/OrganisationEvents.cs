using PartyReport.Contracts.Directory;
using PartyReport.Eventing;

namespace PartyReport.Hosting;

/// <summary>How the replica follows the directory.</summary>
internal static class OrganisationEvents
{
    private const string UnitTable = "organisation_unit_row", PostTable = "organisation_post_row";

    public static Task<Reaction> React(Session session, Delivery delivery) => Task.FromResult(delivery.Body switch
    {
        UnitAdded unit => Reaction.Only(async s =>
        {
            await UnitPaths.TakeTurn(s);
            await s.Execute([new Statement(
                """
                insert into organisation_unit_row (id, kind, name, parent) values (@Unit, @Kind, @Name, @Parent)
                on conflict (id) do update set kind = excluded.kind, name = excluded.name, parent = excluded.parent
                where organisation_unit_row.version = 1
                """, unit), .. UnitPaths.Place(unit.Unit)]);
        }),
        UnitMoved moved => Reaction.Only(async s =>
        {
            await UnitPaths.TakeTurn(s);
            await Change(UnitTable, moved.Unit, moved.Version, "parent = @Parent", moved).Effects(s);
            await s.Execute(UnitPaths.Place(moved.Unit));
        }),
        UnitRenamed renamed => Change(UnitTable, renamed.Unit, renamed.Version, "name = @Name", renamed),
        UnitMerged merged => Change(UnitTable, merged.Unit, merged.Version, "closed_from = @From, successor = @Into, answering = @Answering", merged),
        UnitClosed closed => Change(UnitTable, closed.Unit, closed.Version, "closed_from = @From, successor = @Successor, answering = @Answering", closed),
        PostAssigned post => Reaction.Rows(new Statement(
            """
            insert into organisation_post_row (id, person, unit, role, first_day, last_day) values (@Post, @Person, @Unit, @Role, @From, @To)
            on conflict (id) do nothing
            """, post)),
        PostEnded { Version: null } ended => Reaction.Rows(new Statement("update organisation_post_row set last_day = @To where id = @Post", ended)),
        PostEnded ended => Change(PostTable, ended.Post, ended.Version.Value, "last_day = @To", ended),
        UnitsImported slice => ImportEvents.Units(slice, session.IsPostgres),
        PostsImported slice => ImportEvents.Posts(slice, session.IsPostgres),
        ImportCompleted completed => ImportEvents.Complete(completed),
        DeputyNamed named => Reaction.Rows(new Statement(
            """
            insert into organisation_deputy (id, post, acting, first_day, last_day) values (@Deputy, @Post, @Acting, @From, @To)
            on conflict (id) do nothing
            """, named)),
        DeputyEnded ended => Reaction.Rows(new Statement("update organisation_deputy set last_day = @To where id = @Deputy", ended)),
        _ => throw new InvalidOperationException($"{delivery.Event.Type} is not an event of the organisation."),
    });

    // What an import brought may stand in another shard than this change of it, and come later: then this one waits. What an
    // import brought later than this one stands already.
    private static Reaction Change(string table, Guid id, int version, string set, object change) => Reaction.Only(async session =>
    {
        var key = table == UnitTable ? "@Unit" : "@Post";
        if (await session.Execute($"update {table} set {set}, version = @Version where id = {key} and version <= @Version", change) == 0
            && !await session.Scalar<bool>($"select exists (select 1 from {table} where id = @id and version >= @version)", new { id, version }))
            throw new InvalidOperationException($"{id} has not come from the directory yet.");
    });
}
