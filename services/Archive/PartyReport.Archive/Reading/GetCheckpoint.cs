using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using PartyReport.Archive.Log;
using PartyReport.Contracts.Archive.Http;
using PartyReport.Eventing;
using PartyReport.Hosting;

namespace PartyReport.Archive.Reading;

/// <summary>The published checkpoint. It says nothing of any report, so everybody who is signed in may read it.</summary>
internal static class GetCheckpoint
{
    public static void Map(IEndpointRouteBuilder archive) => archive.MapGet("/checkpoint", Handle).WithName("GetCheckpoint")
        .Produces<CheckpointView>().ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<IResult> Handle(Actor actor, [FromKeyedServices(ArchiveModule.Name)] EventLog log, LogPublisher publisher)
    {
        var size = publisher.Published;
        return await log.Read(s => s.Scalar<byte[]>("select root from checkpoint where size = @size", new { size })) is { } root
            ? TypedResults.Ok(new CheckpointView(size, Convert.ToBase64String(root)))
            : Refusal.NotFound("archive.no-checkpoint", "Nothing is sealed yet.").ToProblem();
    }
}
