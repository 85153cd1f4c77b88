using PartyReport.Eventing;

namespace PartyReport.Hosting;

/// <summary>
/// Units and posts as the directory told them: a service decides from its own copy who may do what. It lags behind the
/// directory by the time that an event travels.
/// </summary>
public static class OrganisationReplica
{
    private const string Held = "(first_day <= @day and (last_day is null or last_day >= @day))";

    // A unit with everything above it, the unit itself first. Each is looked up by its id: a join's plan, kept from when the table was
    // small, would read all units of a city for each command until the server has counted them again. The offset keeps it from being one.
    private const string Lineage =
        """
        with recursive lineage(id, parent, height) as (
            select id, parent, 0 from organisation_unit where id = @unit
            union all
            select l.parent, (select u.parent from organisation_unit u where u.id = l.parent), l.height + 1 from lineage l
            where l.height < 32 and exists (select 1 from organisation_unit u where u.id = l.parent limit 1 offset 0))
        """;

    /// <summary>Applies an event of the directory. Sets, never adds: the same event twice changes nothing.</summary>
    public static Task<Reaction> React(Session session, Delivery delivery) => OrganisationEvents.React(session, delivery);

    /// <summary>Posts that a person holds on a day.</summary>
    public static Task<List<HeldPost>> PostsOf(Session session, Guid person, DateOnly day) => session.Query<HeldPost>(
        $"select id, person, unit, role from organisation_post where person = @person and {Held} order by id", new { person, day });

    /// <summary>Posts of a role held in a unit on a day.</summary>
    public static Task<List<HeldPost>> HoldersIn(Session session, Guid unit, string role, DateOnly day) => session.Query<HeldPost>(
        $"select id, person, unit, role from organisation_post where unit = @unit and role = @role and {Held} order by id",
        new { unit, role, day });

    /// <summary>Posts of a role in the nearest unit above that has any on a day.</summary>
    public static Task<List<HeldPost>> HoldersAbove(Session session, Guid unit, string role, DateOnly day) => session.Query<HeldPost>(
        $"""
        {Lineage}, holders as (
            select p.id, p.person, p.unit, p.role, l.height from lineage l
            join organisation_post p on p.unit = l.id where l.height > 0 and p.role = @role and {Held})
        select id, person, unit, role from holders where height = (select min(height) from holders) order by id
        """, new { unit, role, day });

    /// <summary>A unit and everything above it, the unit itself first, also when it is not known here yet.</summary>
    public static async Task<IReadOnlyList<Guid>> LineageOf(Session session, Guid unit) =>
        await session.Query<Guid>($"{Lineage} select id from lineage order by height", new { unit }) is { Count: > 0 } lineage ? lineage : [unit];

    /// <summary>
    /// Whether a unit and everything above it are known here. They are streams of their own and may come in any order, so
    /// that for a moment a unit may stand here without the one above it: nobody would be found up there.
    /// </summary>
    public static Task<bool> KnowsLineage(Session session, Guid unit) => session.Scalar<bool>(
        $"""
        {Lineage}
        select exists (select 1 from lineage) and not exists (
            select 1 from lineage l where l.parent is not null and not exists (select 1 from organisation_unit u where u.id = l.parent))
        """, new { unit });
}
