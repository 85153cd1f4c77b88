using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using PartyReport.Contracts.Directory;
using PartyReport.Contracts.Directory.Http;
using PartyReport.Directory.Names;
using PartyReport.Directory.Posts;
using PartyReport.Hosting;

namespace PartyReport.Directory.People;

/// <summary>Gives a person another name, sealed with a new key. The event carries the id only.</summary>
internal static class RenamePerson
{
    public static void Map(IEndpointRouteBuilder people) =>
        people.MapPut("/{id:guid}/name", Handle).WithName("RenamePerson").Does(Actions.PersonChange).Produces<PersonView>();

    /// <param name="Name">Null: there is no such person. Empty: the name is erased.</param>
    /// <param name="Recorded">How many events stand in the person's stream.</param>
    internal sealed record Known(bool MayAdminister, string? Name, int Recorded, IReadOnlyList<PostView> Posts);

    public static Outcome Decide(Known known, Command call, RenamePersonRequest request, Guid person) => known switch
    {
        { MayAdminister: false } => DirectoryStore.NotAdministrator,
        { Name: null } => GetPerson.Unknown,
        _ when call.Unless(GetPerson.ETag(known.Recorded)) is { } refusal => refusal,
        { Name: "" } => Refusal.Conflict("person.erased", "The person's name is erased, and stays so."),
        _ when AddPerson.RefuseName(request.Name) is { } refusal => refusal,
        _ when request.Name == known.Name => Outcome.NothingToDo,
        _ => Outcome.Of(new PersonRenamed(person)),
    };

    private static async Task<IResult> Handle(
        Guid id, RenamePersonRequest request, Command call, Access access, DirectoryStore store, PersonNames names, CancellationToken ct)
    {
        var known = await store.Read(async s => new Known(
            await DirectoryStore.May(s, access, Actions.PersonChange, id), await names.Of(s, id), await GetPerson.Recorded(s, id),
            await GetPosts.Held(s, Day.Of(call.At), id, unit: null)));
        var outcome = Decide(known, call, request, id);
        if (outcome.Refusal is { } refusal) return refusal.ToProblem();

        Answer Renamed(string name) => Answer.Ok(new PersonView(id, name, known.Posts), GetPerson.ETag(known.Recorded + outcome.Events.Count));
        await store.Append(call, id, known.Recorded, outcome.Events, Renamed(""), ct,
            s => outcome.Events is [] ? Task.CompletedTask : names.Rename(s, id, request.Name));
        return Renamed(request.Name).ToResult();
    }
}
