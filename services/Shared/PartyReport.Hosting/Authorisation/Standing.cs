using PartyReport.Contracts.Directory;
using PartyReport.Eventing;

namespace PartyReport.Hosting;

/// <summary>Who somebody is on a day: the posts that they hold.</summary>
public sealed record Standing(Guid Person, IReadOnlyList<Standing.Post> Posts)
{
    /// <summary>A post held.</summary>
    /// <param name="ActsFor">The committee that the post's unit acts for, when it is an office.</param>
    public readonly record struct Post(Guid Unit, string Role, Guid? ActsFor = null);

    /// <summary>As the service's own copy of the organisation has it.</summary>
    public static async Task<Standing> Of(Session session, Guid person, DateOnly day) => new(person, (await session.Query<Row>(
        """
        select p.unit, p.role, case when u.kind = @office then u.parent end as actsfor
        from organisation_post p left join organisation_unit u on u.id = p.unit
        where p.person = @person and p.first_day <= @day and (p.last_day is null or p.last_day >= @day)
        """, new { person, day, office = UnitKinds.Office })).ConvertAll(r => new Post(r.Unit, r.Role, r.ActsFor)));

    private sealed record Row
    {
        public Guid Unit { get; init; }
        public string Role { get; init; } = "";
        public Guid? ActsFor { get; init; }
    }
}
