using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using PartyReport.Contracts.Directory;
using PartyReport.Contracts.Directory.Http;
using PartyReport.Hosting;

namespace PartyReport.Directory.Units;

/// <summary>Says which posts a unit must have filled; without a holder they are listed as vacant.</summary>
internal static class RequirePosts
{
    public static void Map(IEndpointRouteBuilder units) =>
        units.MapPut("/{id:guid}/required-posts", Handle).WithName("RequirePosts").Does(Actions.UnitChange).Produces<UnitView>();

    public static Outcome Decide(UnitChange change, Command call, RequirePostsRequest request) => request switch
    {
        _ when change.Refuse(call) is { } refusal => refusal,
        _ when request.Roles.FirstOrDefault(r => !PostRoles.All.Contains(r)) is not null =>
            Refusal.Invalid("post.role-unknown", $"roles: of {string.Join(", ", PostRoles.All)}."),
        _ => Outcome.Of(new UnitPostsRequired(
            change.Unit!.Id, [.. request.Roles.Distinct().Order(StringComparer.Ordinal)], change.Unit.Version + 1)),
    };

    private static async Task<IResult> Handle(Guid id, RequirePostsRequest request, Command call, Access access, DirectoryStore store, CancellationToken ct)
    {
        var change = await store.Read(s => UnitChange.Of(s, id, access));

        var outcome = Decide(change, call, request);
        if (outcome.Refusal is { } refusal) return refusal.ToProblem();

        return await store.Change(call, change.Unit!, outcome, u => u, ct);
    }
}
