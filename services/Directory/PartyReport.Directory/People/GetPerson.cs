using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using PartyReport.Contracts.Directory.Http;
using PartyReport.Directory.Names;
using PartyReport.Directory.Posts;
using PartyReport.Hosting;

namespace PartyReport.Directory.People;

/// <summary>A person's name and the posts held on a day.</summary>
internal static class GetPerson
{
    public static void Map(IEndpointRouteBuilder people) =>
        people.MapGet("/{id:guid}", Handle).WithName("GetPerson").Does(Actions.PersonRead).Produces<PersonView>().ProducesProblem(StatusCodes.Status404NotFound);

    /// <param name="asOf">The day asked about; today when absent.</param>
    private static Task<IResult> Handle(
        Guid id, Access access, DirectoryStore store, PersonNames names, TimeProvider clock, DateOnly? asOf = null) => store.Read(async s =>
    {
        var today = Day.Of(clock.GetUtcNow());
        if (await DirectoryStore.MayNotRead(s, access, Actions.PersonRead, id) is { } refusal) return refusal.ToProblem();
        return await names.Of(s, id) is { } name
            ? TypedResults.Ok(new PersonView(id, name, await GetPosts.Held(s, asOf ?? today, person: id, unit: null)))
            : Refusal.NotFound("person.unknown", "There is no such person.").ToProblem();
    });
}
