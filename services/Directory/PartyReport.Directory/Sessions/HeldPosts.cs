using PartyReport.Contracts.Directory.Http;
using PartyReport.Eventing;

namespace PartyReport.Directory.Sessions;

/// <summary>What a token says of a person: posts held today, and how far a service must have followed the directory to know them.</summary>
internal static class HeldPosts
{
    public static async Task<List<SessionPost>> Of(Session session, Guid person, DateOnly day) => (await session.Query<PostHeld>(
        """
        select id, unit, role from post where person = @person and first_day <= @day and (last_day is null or last_day >= @day) order by id
        """, new { person, day })).ConvertAll(p => new SessionPost(p.Id, p.Unit, p.Role));

    /// <summary>
    /// The newest event about a post of the person, about a post acted for, or of an import that brought one. Not one about an account: services are not told of those, and so would never
    /// get as far.
    /// </summary>
    public static async Task<string?> Position(Session session, Guid person)
    {
        var shard = session.IsPostgres ? "replace(tableoid::regclass::text, 'event_', '')::integer" : "0";
        return await session.First<RecordedEvent>(
            $"""
            select {shard} as shard, generation, xid, position from event where stream in (
                select id from post where person = @person
                union select import from post_row where person = @person and import is not null
                union select d.id from deputy d join post p on p.id = d.acting where p.person = @person)
            order by generation desc, xid desc, position desc limit 1
            """, new { person }) is { } newest
            ? $"{newest.Cursor}@{newest.Shard}"
            : null;
    }

    private sealed record PostHeld
    {
        public Guid Id { get; init; }
        public Guid Unit { get; init; }
        public string Role { get; init; } = "";
    }
}
