using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using PartyReport.Contracts.Archive.Http;
using PartyReport.Eventing;
using PartyReport.Hosting;

namespace PartyReport.Archive;

/// <summary>The published checkpoint.</summary>
internal static class GetCheckpoint
{
    public static void Map(IEndpointRouteBuilder archive) => archive
        .MapGet("/checkpoint", Handle).WithName("GetCheckpoint").Does(Actions.CheckpointRead)
        .Produces<CheckpointView>().ProducesProblem(StatusCodes.Status404NotFound);

    private static Task<IResult> Handle(Access access, [FromKeyedServices(ArchiveModule.Name)] EventLog log, PublishedLog published) =>
        log.Read(async session => (await access.May(session, Actions.CheckpointRead)).Allowed
            ? Answer(published)
            : Refusal.Forbidden("archive.not-yours", "The checkpoint is not for you.").ToProblem());

    private static IResult Answer(PublishedLog published) => published.Checkpoint is { } checkpoint
        ? Results.Ok(new CheckpointView(checkpoint.Size, checkpoint.RootText))
        : Refusal.NotFound("archive.no-checkpoint", "Nothing has been sealed yet.").ToProblem();
}
