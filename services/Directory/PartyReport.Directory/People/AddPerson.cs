using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using PartyReport.Contracts.Directory;
using PartyReport.Contracts.Directory.Http;
using PartyReport.Directory.Names;
using PartyReport.Hosting;

namespace PartyReport.Directory.People;

/// <summary>Adds a person. The event carries the id only; the name is a sealed row of this service.</summary>
internal static class AddPerson
{
    public static void Map(IEndpointRouteBuilder people) =>
        people.MapPost("/", Handle).WithName("AddPerson").Does(Actions.PersonChange).Produces<PersonView>(StatusCodes.Status201Created);

    public static Outcome Decide(bool mayAdminister, AddPersonRequest request, Guid id) => request switch
    {
        _ when !mayAdminister => DirectoryStore.NotAdministrator,
        { Name.Length: 0 or > 100 } => Refusal.Invalid("person.name-length", "name: 1 to 100 characters."),
        _ when !PlainText.IsClean(request.Name) => PlainText.NotClean("name"),
        _ => Outcome.Of(new PersonAdded(id)),
    };

    private static async Task<IResult> Handle(
        AddPersonRequest request, Command call, Access access, DirectoryStore store, PersonNames names, CancellationToken ct)
    {
        var id = Guid.NewGuid();
        var outcome = Decide(await store.Read(s => DirectoryStore.May(s, access, Actions.PersonChange)), request, id);
        if (outcome.Refusal is { } refusal) return refusal.ToProblem();

        var answer = Answer.Created($"/api/people/{id}", new PersonView(id, request.Name, []));
        await store.Append(call, id, 0, outcome.Events, answer, ct, s => names.Insert(s, id, request.Name));
        return answer.ToResult();
    }
}
