using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using PartyReport.Contracts.Directory.Http;
using PartyReport.Directory.Names;
using PartyReport.Directory.Units;
using PartyReport.Eventing;
using PartyReport.Hosting;

namespace PartyReport.Directory.Posts;

/// <summary>Names of units, posts and people by their ids, many at once: a page names everybody with one question.</summary>
internal static class GetNames
{
    public const int Most = 200;

    public static void Map(IEndpointRouteBuilder names) => names.MapGet("/", Handle).WithName("GetNames").Does(Actions.PersonRead)
        .Produces<NamesView>().ProducesProblem(StatusCodes.Status400BadRequest);

    /// <param name="unit">Units; repeated for each.</param>
    /// <param name="post">Posts; repeated for each.</param>
    /// <param name="person">People; repeated for each. All posts that they ever held are answered.</param>
    private static Task<IResult> Handle(Guid[] unit, Guid[] post, Guid[] person, Access access, DirectoryStore store, PersonNames names) =>
        store.Read(async s =>
        {
            if (await DirectoryStore.MayNotRead(s, access, Actions.PersonRead) is { } refusal) return refusal.ToProblem();
            if (unit.Length + post.Length + person.Length > Most)
                return Refusal.Malformed("directory.too-many-names", $"At most {Most} ids are named at once.").ToProblem();
            return TypedResults.Ok(new NamesView(await Units(s, unit), await Posts(s, names, post, person)));
        });

    private static async Task<IReadOnlyList<UnitView>> Units(Session session, Guid[] units) => units is []
        ? []
        : (await session.Query<UnitRow>(
            $"select {UnitRow.Columns} from unit where id {session.InIds("ids")} order by code", new { ids = Session.Ids(units) }))
            .ConvertAll(u => u.ToView());

    private static async Task<IReadOnlyList<NamedPost>> Posts(Session session, PersonNames names, Guid[] posts, Guid[] people)
    {
        if (posts is [] && people is []) return [];
        var rows = await session.Query<Row>(
            $"""
            select p.id, p.person, p.unit, u.name as unitname, p.role, p.title, p.first_day as "from", p.last_day as "to"
            from post p join unit u on u.id = p.unit
            where p.id {session.InIds("posts")} or p.person {session.InIds("people")}
            order by p.first_day, p.id
            """, new { posts = Session.Ids(posts), people = Session.Ids(people) });
        var called = await names.Of(session, rows.Select(r => r.Person));
        return rows.ConvertAll(r => r.ToView(called[r.Person]));
    }

    private sealed record Row
    {
        public Guid Id { get; init; }
        public Guid Person { get; init; }
        public Guid Unit { get; init; }
        public string UnitName { get; init; } = "";
        public string Role { get; init; } = "";
        public string Title { get; init; } = "";
        public DateOnly From { get; init; }
        public DateOnly? To { get; init; }

        public NamedPost ToView(string name) => new(Id, Person, name, Unit, UnitName, Role, Title, From, To);
    }
}
