using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using PartyReport.Contracts.Notification.Http;
using PartyReport.Hosting;

namespace PartyReport.Notification;

/// <summary>The actor marks a notice as read.</summary>
internal static class ReadNotice
{
    public static void Map(IEndpointRouteBuilder notices) => notices
        .MapPost("/{id:guid}/reading", Handle).WithName("ReadNotice")
        .Produces<NoticeView>().ProducesProblem(StatusCodes.Status404NotFound);

    public static Outcome Decide(NoticeRow? notice, Guid person) => notice switch
    {
        // Somebody else's notice is unknown too: that it exists is nobody's business.
        null => Refusal.NotFound("notice.unknown", "There is no such notice in your inbox."),
        { ReadAt: not null } => Outcome.NothingToDo,
        _ => Outcome.Of(new NoticeRead(notice.Id, person)),
    };

    private static async Task<IResult> Handle(Guid id, Command command, NoticeStore store, CancellationToken ct)
    {
        var notice = await store.Read(session => NoticeStore.Find(session, id, command.Actor));
        var outcome = Decide(notice, command.Actor);
        if (outcome.Refusal is { } refusal) return refusal.ToProblem();

        var answer = Answer.Ok((notice! with { ReadAt = notice.ReadAt ?? command.At }).View());
        await store.Commit(command, id, outcome.Events, answer, ct);
        return answer.ToResult();
    }
}
