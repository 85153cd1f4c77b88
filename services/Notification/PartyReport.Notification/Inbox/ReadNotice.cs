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
        .MapPost("/{id:guid}/reading", Handle).WithName("ReadNotice").Does(Actions.NoticeMark)
        .Produces<NoticeView>().ProducesProblem(StatusCodes.Status404NotFound);

    public static Outcome Decide(NoticeRow? notice, bool may, Guid person) => notice switch
    {
        // Somebody else's notice is unknown too: that it exists is nobody's business.
        null => Unknown,
        _ when !may => Unknown,
        { ReadAt: not null } => Outcome.NothingToDo,
        _ => Outcome.Of(new NoticeRead(notice.Id, person)),
    };

    public static Refusal Unknown => Refusal.NotFound("notice.unknown", "There is no such notice in your inbox.");

    private static async Task<IResult> Handle(Guid id, Command command, Access access, NoticeStore store, CancellationToken ct)
    {
        var (notice, may) = await store.Read(async session =>
        {
            var found = await NoticeStore.Find(session, id);
            return (found, found is not null && (await access.May(session, Actions.NoticeMark, new Target { Id = id, Owner = found.Person })).Allowed);
        });
        var outcome = Decide(notice, may, command.Actor);
        if (outcome.Refusal is { } refusal) return refusal.ToProblem();

        var answer = Answer.Ok((notice! with { ReadAt = notice.ReadAt ?? command.At }).View());
        await store.Commit(command, id, outcome.Events, answer, ct);
        return answer.ToResult();
    }
}
