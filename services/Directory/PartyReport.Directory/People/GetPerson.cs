using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using PartyReport.Contracts.Directory.Http;
using PartyReport.Directory.Names;
using PartyReport.Directory.Posts;
using PartyReport.Eventing;
using PartyReport.Hosting;

namespace PartyReport.Directory.People;

/// <summary>A person's name and the posts held on a day.</summary>
internal static class GetPerson
{
    public static void Map(IEndpointRouteBuilder people) =>
        people.MapGet("/{id:guid}", Handle).WithName("GetPerson").Does(Actions.PersonRead).Produces<PersonView>().ProducesProblem(StatusCodes.Status404NotFound);

    public static readonly Refusal Unknown = Refusal.NotFound("person.unknown", "There is no such person.");

    /// <summary>How many events stand in a person's stream: none of somebody who came with an import.</summary>
    public static async Task<int> Recorded(Session session, Guid person) => (await EventLog.ReadStream(session, person)).Count;

    public static string ETag(int recorded) => $"\"{recorded}\"";

    /// <param name="asOf">The day asked about; today when absent.</param>
    private static Task<IResult> Handle(
        Guid id, Access access, DirectoryStore store, PersonNames names, TimeProvider clock, HttpContext context, DateOnly? asOf = null) =>
        store.Read(async s =>
        {
            var today = Day.Of(clock.GetUtcNow());
            if (await DirectoryStore.MayNotRead(s, access, Actions.PersonRead, id) is { } refusal) return refusal.ToProblem();
            if (await names.Of(s, id) is not { } name) return Unknown.ToProblem();
            context.Response.Headers.ETag = ETag(await Recorded(s, id));
            return TypedResults.Ok(new PersonView(id, name, await GetPosts.Held(s, asOf ?? today, person: id, unit: null)));
        });
}
