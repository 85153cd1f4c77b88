using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using PartyReport.Contracts.Archive.Http;
using PartyReport.Hosting;

namespace PartyReport.Archive;

/// <summary>The published checkpoint.</summary>
internal static class GetCheckpoint
{
    public static void Map(IEndpointRouteBuilder archive) => archive
        .MapGet("/checkpoint", Handle).WithName("GetCheckpoint")
        .Produces<CheckpointView>().ProducesProblem(StatusCodes.Status404NotFound);

    private static IResult Handle(PublishedLog published) => published.Checkpoint is { } checkpoint
        ? Results.Ok(new CheckpointView(checkpoint.Size, checkpoint.RootText))
        : Refusal.NotFound("archive.no-checkpoint", "Nothing has been sealed yet.").ToProblem();
}
