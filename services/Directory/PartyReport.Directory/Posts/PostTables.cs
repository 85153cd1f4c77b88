using PartyReport.Contracts.Directory;
using PartyReport.Eventing;

namespace PartyReport.Directory.Posts;

/// <summary>The tables of posts and deputies, made from events. Runs while no other change of units and posts does.</summary>
internal static class PostTables
{
    public static async Task Assigned(Session session, PostAssigned post)
    {
        if (await session.Execute(
            """
            insert into post_row (id, person, unit, role, title, first_day, last_day, version)
            select @Post, @Person, @Unit, @Role, @Title, @From, @To, 1
            from unit_row where id = @Unit and (closed_from is null or closed_from > @From)
            """, post) == 0) throw new LostRaceException("The unit was closed meanwhile.");
    }

    public static Task Ended(Session session, PostEnded ended, int version) => session.Execute(
        "update post_row set last_day = @To, version = @version where id = @Post",
        new { ended.Post, ended.To, version = ended.Version ?? version });

    public static Task Named(Session session, DeputyNamed named) => session.Execute(
        """
        insert into deputy (id, post, acting, first_day, last_day, version) values (@Deputy, @Post, @Acting, @From, @To, 1)
        """, named);

    public static Task Ended(Session session, DeputyEnded ended, int version) => session.Execute(
        "update deputy set last_day = @To, version = @version where id = @Deputy", new { ended.Deputy, ended.To, version });
}
