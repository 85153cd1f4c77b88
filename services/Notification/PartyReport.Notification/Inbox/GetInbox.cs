using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using PartyReport.Contracts.Notification.Http;
using PartyReport.Hosting;

namespace PartyReport.Notification;

/// <summary>The actor's notices, newest first.</summary>
internal static class GetInbox
{
    public const int Most = 200;

    public static void Map(IEndpointRouteBuilder notices) => notices
        .MapGet("/", Handle).WithName("GetInbox").Does(Actions.NoticeList)
        .Produces<InboxView>().ProducesProblem(StatusCodes.Status400BadRequest);

    private static async Task<IResult> Handle(Actor actor, Access access, NoticeStore store, Guid? report, bool unread = false, int limit = 100) =>
        limit is < 1 or > Most
            ? Refusal.Malformed("notice.limit-invalid", $"The limit is 1 to {Most}.").ToProblem()
            : await store.Read(async session => (await access.May(session, Actions.NoticeList)).Allowed
                ? Results.Ok(new InboxView(
                    await NoticeStore.Unread(session, actor.Person),
                    [.. (await NoticeStore.Newest(session, actor.Person, report, unread, limit)).Select(n => n.View())]))
                : ReadNotice.Unknown.ToProblem());
}
