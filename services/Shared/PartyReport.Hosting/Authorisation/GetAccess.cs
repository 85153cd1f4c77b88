using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using PartyReport.Contracts.Operations.Http;

namespace PartyReport.Hosting;

/// <summary>What a service denied and what was read from outside, newest hour first.</summary>
internal static class GetAccess
{
    private const int Most = 1_000;

    public static void Map(IEndpointRouteBuilder operations, OperatorDesk desk) => operations
        .MapGet("/access", (Access access, IServiceProvider services, TimeProvider clock, DateTimeOffset? before, int limit = Most) =>
            Handle(desk, access, services, before ?? clock.GetUtcNow().AddHours(1), limit))
        .WithName(desk.Name(nameof(GetAccess))).Does(Actions.AccessRead)
        .Produces<List<AccessView>>().ProducesProblem(StatusCodes.Status400BadRequest);

    private static Task<IResult> Handle(OperatorDesk desk, Access access, IServiceProvider services, DateTimeOffset before, int limit) =>
        desk.Eventing(services).Log.Read(async s =>
        {
            if (!(await access.May(s, Actions.AccessRead)).Allowed)
                return Refusal.Forbidden("operations.not-auditor", "Only auditors and security administrators see who was denied what.").ToProblem();
            if (limit is < 1 or > Most) return Refusal.Malformed("operations.page-invalid", $"limit: 1 to {Most}.").ToProblem();
            return TypedResults.Ok((await AccessNotes.Newest(s, before, limit)).ConvertAll(r =>
                new AccessView(r.Hour, r.Person, r.Rule, r.Allowed, r.Count, r.First, r.Last, r.Named)));
        });
}
