using PartyReport.Contracts.Directory;
using PartyReport.Eventing;

namespace PartyReport.Hosting;

/// <summary>Who somebody is on a day: the posts that they hold.</summary>
public sealed record Standing(Guid Person, IReadOnlyList<Standing.Post> Posts)
{
    /// <summary>A post held.</summary>
    /// <param name="ActsFor">The committee that the post's unit acts for, when it is an office.</param>
    public readonly record struct Post(Guid Unit, string Role, Guid? ActsFor = null);

    /// <summary>
    /// As the service's own copy of the organisation has it: the person's posts, and those that the person acts for. Such a post may be
    /// vacant, so that only its unit says when nobody acts for it any more.
    /// </summary>
    public static async Task<Standing> Of(Session session, Guid person, DateOnly day) => new(person, (await session.Query<Row>(
        """
        with held as (
            select id, unit, role from organisation_post
            where person = @person and first_day <= @day and (last_day is null or last_day >= @day)),
        acted as (
            select p.unit, p.role from held h join organisation_deputy d on d.acting = h.id and d.first_day <= @day and d.last_day >= @day
            join organisation_post p on p.id = d.post
            where not exists (select 1 from organisation_unit u where u.id = p.unit and u.closed_from <= @day))
        select p.unit, p.role, (select u.parent from organisation_unit u where u.id = p.unit and u.kind = @office) as actsfor
        from (select unit, role from held union select unit, role from acted) p
        """, new { person, day, office = UnitKinds.Office })).ConvertAll(r => new Post(r.Unit, r.Role, r.ActsFor)));

    private sealed record Row
    {
        public Guid Unit { get; init; }
        public string Role { get; init; } = "";
        public Guid? ActsFor { get; init; }
    }
}
