using Microsoft.Extensions.DependencyInjection;
using PartyReport.Contracts;
using PartyReport.Eventing;
using PartyReport.Hosting;

namespace PartyReport.Notification;

/// <summary>Reads the inbox and is the only writer of the log and of the inbox.</summary>
internal sealed class NoticeStore([FromKeyedServices(NotificationModule.Name)] EventLog log)
{
    private const string Notices =
        """
        select n.id, n.person, n.kind, n.report, n.revision, n.stage, c.text as because, n.number, n.at, n.read_at as readat
        from notice n left join content c on c.sha256 = n.because
        """;

    public Task<T> Read<T>(Func<Session, Task<T>> work) => log.Read(work);

    public static Task<NoticeRow?> Find(Session session, Guid id) =>
        session.First<NoticeRow>($"{Notices} where n.id = @id", new { id });

    public static Task<List<NoticeRow>> Newest(Session session, Guid person, Guid? report, bool unread, int limit) =>
        session.Query<NoticeRow>(
            $"""
            {Notices} where n.person = @person {(report is null ? "" : "and n.report = @report")} {(unread ? "and n.read_at is null" : "")}
            order by n.at desc, n.id limit @limit
            """, new { person, report, limit });

    public static Task<int> Unread(Session session, Guid person) =>
        session.Scalar<int>("select count(*) from notice where person = @person and read_at is null", new { person });

    public static Task<bool> Exists(Session session, Guid id) =>
        session.Scalar<bool>("select exists (select 1 from notice where id = @id)", new { id });

    /// <summary>Intents because of an event of another service.</summary>
    public Reaction React(Delivery delivery, IReadOnlyList<NoticeIntended> intents, DateTimeOffset now)
    {
        var cause = delivery.Cause;
        var headers = new EventHeaders(
            "service:" + NotificationModule.Name, $"{cause.Publisher}/{cause.Stream}/{cause.Version}", [cause], delivery.Headers.Trace);
        return new Reaction(
            [.. intents.Select(i => log.Types.Write(i.Notice, 1, i, headers, now))],
            session => Insert(session, intents, now));
    }

    /// <summary>Records that a person read a notice; without events only the answer is stored.</summary>
    public Task Commit(Command command, Guid notice, IReadOnlyList<object> events, Answer answer, CancellationToken ct) =>
        command.Commit(log, command.Record(log, notice, 1, events), answer, session => events is []
            ? Task.CompletedTask
            : session.Execute("update notice set read_at = @At where id = @notice", new { command.At, notice }), ct);

    public static Task<int> Keep(Session session, IReadOnlyList<Content> contents) => session.Execute(
        "insert into content (sha256, text) values (@Sha256, @Text) on conflict (sha256) do nothing", contents);

    private static Task<int> Insert(Session session, IReadOnlyList<NoticeIntended> intents, DateTimeOffset now) => session.Execute(
        """
        insert into notice (id, person, kind, report, revision, stage, because, number, at)
        values (@Notice, @Person, @Kind, @Report, @Revision, @Stage, @Because, @Number, @now)
        """,
        intents.Select(i => new { i.Notice, i.Person, i.Kind, i.Report, i.Revision, i.Stage, i.Because, i.Number, now }));
}
