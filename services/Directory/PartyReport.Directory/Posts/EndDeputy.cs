using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using PartyReport.Contracts.Directory;
using PartyReport.Contracts.Directory.Http;
using PartyReport.Hosting;

namespace PartyReport.Directory.Posts;

/// <summary>Gives a deputising another last day.</summary>
internal static class EndDeputy
{
    public static void Map(IEndpointRouteBuilder deputies) =>
        deputies.MapPut("/{id:guid}/end", Handle).WithName("EndDeputy").Does(Actions.PostChange).Produces<DeputyView>();

    public static Outcome Decide(DeputyRow? deputy, bool mayAdminister, bool importing, Command call, EndDeputyRequest request) => deputy switch
    {
        _ when !mayAdminister => DirectoryStore.NotAdministrator,
        _ when importing => DirectoryStore.ImportRunning,
        null => Refusal.NotFound("deputy.unknown", "There is no such deputising."),
        _ when call.Unless($"\"{deputy.Version}\"") is { } refusal => refusal,
        _ when request.To < deputy.From => Refusal.Invalid("post.days-reversed", "to: not before the first day."),
        _ when request.To > deputy.To => Refusal.Invalid("deputy.longer", "to: name the deputy again for a longer time."),
        _ when request.To == deputy.To => Outcome.NothingToDo,
        _ => Outcome.Of(new DeputyEnded(deputy.Id, request.To)),
    };

    private static async Task<IResult> Handle(Guid id, EndDeputyRequest request, Command call, Access access, DirectoryStore store, CancellationToken ct)
    {
        var (deputy, mayAdminister, importing) = await store.Read(async s => (
            await GetDeputies.Find(s, id), await DirectoryStore.May(s, access, Actions.PostChange, id), await DirectoryStore.IsImporting(s)));

        var outcome = Decide(deputy, mayAdminister, importing, call, request);
        if (outcome.Refusal is { } refusal) return refusal.ToProblem();

        var version = deputy!.Version + outcome.Events.Count;
        var answer = Answer.Ok((deputy with { To = request.To, Version = version }).ToView(), $"\"{version}\"");
        await store.Append(call, id, deputy.Version, outcome.Events, answer, ct);
        return answer.ToResult();
    }
}
