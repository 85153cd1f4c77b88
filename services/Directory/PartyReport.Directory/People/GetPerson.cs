using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using PartyReport.Contracts.Directory.Http;
using PartyReport.Directory.Posts;
using PartyReport.Hosting;

namespace PartyReport.Directory.People;

/// <summary>A person's name and the posts held on a day.</summary>
internal static class GetPerson
{
    public static void Map(IEndpointRouteBuilder people) =>
        people.MapGet("/{id:guid}", Handle).WithName("GetPerson").ProducesProblem(StatusCodes.Status404NotFound);

    /// <param name="asOf">The day asked about; today when absent.</param>
    private static async Task<Results<Ok<PersonView>, NotFound>> Handle(
        Guid id, Actor actor, DirectoryStore store, TimeProvider clock, DateOnly? asOf = null)
    {
        var person = await store.Read(async s => await s.Scalar<string>("select name from person where id = @id", new { id }) is { } name
            ? new PersonView(id, name, await GetPosts.Held(s, asOf ?? Day.Of(clock.GetUtcNow()), person: id, unit: null))
            : null);
        return person is null ? TypedResults.NotFound() : TypedResults.Ok(person);
    }
}
