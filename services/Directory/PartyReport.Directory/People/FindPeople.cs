using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using PartyReport.Contracts.Directory.Http;
using PartyReport.Directory.Names;
using PartyReport.Directory.Posts;
using PartyReport.Hosting;

namespace PartyReport.Directory.People;

/// <summary>People by a part of their name, by its pinyin initials, or by the beginning of their number.</summary>
internal static class FindPeople
{
    private const int MaxFound = 50, MaxText = 100;

    public static void Map(IEndpointRouteBuilder people) =>
        people.MapGet("/", Handle).WithName("FindPeople").Does(Actions.PersonRead).Produces<List<PersonView>>().ProducesProblem(StatusCodes.Status422UnprocessableEntity);

    /// <summary>At most 50 people, with the posts that they hold today.</summary>
    /// <param name="search">1–100 characters: a part of the name, the first letters of its pinyin, or the beginning of the number.</param>
    private static Task<IResult> Handle(string search, Access access, DirectoryStore store, PersonNames names, TimeProvider clock) => store.Read(async s =>
    {
        var today = Day.Of(clock.GetUtcNow());
        if (await DirectoryStore.MayNotRead(s, access, Actions.PersonRead) is { } refusal) return refusal.ToProblem();
        if (search.Length is 0 or > MaxText) return Refusal.Invalid("search.length", "search: 1 to 100 characters.").ToProblem();
        var found = new List<PersonView>();
        foreach (var (person, name) in await names.Find(s, search.Trim(), MaxFound))
            found.Add(new PersonView(person, name, await GetPosts.Held(s, today, person, unit: null)));
        return TypedResults.Ok(found);
    });
}
