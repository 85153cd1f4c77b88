using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using PartyReport.Contracts.Directory;
using PartyReport.Contracts.Directory.Http;
using PartyReport.Directory.Names;
using PartyReport.Eventing;
using PartyReport.Hosting;

namespace PartyReport.Directory.People;

/// <summary>Adds a person. The event carries the id only; the name is a sealed row of this service.</summary>
internal static class AddPerson
{
    private const int LongestNumber = 32;

    public static void Map(IEndpointRouteBuilder people) =>
        people.MapPost("/", Handle).WithName("AddPerson").Does(Actions.PersonChange).Produces<PersonView>(StatusCodes.Status201Created);

    /// <summary>What the decision needs to know.</summary>
    internal sealed record Known(bool MayAdminister, bool Importing = false, bool NumberTaken = false);

    public static Outcome Decide(Known known, AddPersonRequest request, Guid id) => request switch
    {
        _ when !known.MayAdminister => DirectoryStore.NotAdministrator,
        _ when RefuseName(request.Name) is { } refusal => refusal,
        { Number: null } => Outcome.Of(new PersonAdded(id)),
        _ when request.Number.Length is 0 or > LongestNumber || request.Number.Trim() != request.Number =>
            Refusal.Invalid("person.number-invalid", $"number: 1 to {LongestNumber} characters, without spaces around them."),
        _ when !PlainText.IsClean(request.Number) => PlainText.NotClean("number"),
        // Somebody of the file that is being written may have it.
        _ when known.Importing => DirectoryStore.ImportRunning,
        _ when known.NumberTaken => Refusal.Conflict("person.number-taken", "Another person has this number."),
        _ => Outcome.Of(new PersonAdded(id)),
    };

    /// <summary>Why a name is none; null: it is one.</summary>
    public static Refusal? RefuseName(string name) => name switch
    {
        { Length: 0 or > 100 } => Refusal.Invalid("person.name-length", "name: 1 to 100 characters."),
        _ when !PlainText.IsClean(name) => PlainText.NotClean("name"),
        _ => null,
    };

    private static async Task<IResult> Handle(
        AddPersonRequest request, Command call, Access access, DirectoryStore store, PersonNames names, CancellationToken ct)
    {
        var id = Guid.NewGuid();
        var outcome = Decide(await store.Read(s => Look(s, access, request)), request, id);
        if (outcome.Refusal is { } refusal) return refusal.ToProblem();

        // The answer that is kept has no name: it would outlive the person's key.
        await store.Append(call, id, 0, outcome.Events, Made(id, ""), ct, async s =>
        {
            if (request.Number is not null) await DirectoryStore.TakeOrganisation(s);
            await names.Insert(s, id, request.Name, request.Number);
        });
        return Made(id, request.Name).ToResult();
    }

    private static async Task<Known> Look(Session session, Access access, AddPersonRequest request) => new(
        await DirectoryStore.May(session, access, Actions.PersonChange),
        await DirectoryStore.IsImporting(session),
        PlainText.IsClean(request.Number) && await session.Scalar<bool>("select exists (select 1 from person where number = @Number)", request));

    private static Answer Made(Guid id, string name) => Answer.Created($"/api/people/{id}", new PersonView(id, name, []));
}
