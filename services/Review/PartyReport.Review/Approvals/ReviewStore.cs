using Microsoft.Extensions.DependencyInjection;
using PartyReport.Contracts;
using PartyReport.Eventing;
using PartyReport.Hosting;

namespace PartyReport.Review;

/// <summary>Reads streams and is the only writer of the log and of <c>open_stage</c>.</summary>
internal sealed class ReviewStore([FromKeyedServices(ReviewModule.Name)] EventLog log)
{
    public Task<T> Read<T>(Func<Session, Task<T>> work) => log.Read(work);

    public async Task<ReviewSoFar> Load(Session session, Guid report) =>
        (await EventLog.ReadStream(session, report)).Aggregate(ReviewSoFar.Nothing, (review, e) =>
            review.After(log.Types.Read(e), EventTypes.ReadHeaders(e).Causes[0], e.OccurredAt));

    /// <summary>Records what a person did; without events only the answer is stored.</summary>
    public Task Commit(
        Command command, Guid report, ReviewSoFar before, ReviewSoFar after, Cycle cycle,
        IReadOnlyList<object> events, Cause submission, Answer answer, CancellationToken ct) =>
        command.Commit(
            log, command.Record(log, report, before.Version, events, submission), answer,
            // Only a new event proves that the state is still the one that was read.
            session => events is [] ? Task.CompletedTask : Show(session, report, after.State, cycle, command.At), ct);

    /// <summary>What the service records by itself because of a submission.</summary>
    public Reaction React(Delivery delivery, ReviewSoFar before, Cycle cycle, IReadOnlyList<object> events, DateTimeOffset now)
    {
        var report = delivery.Event.Stream;
        var cause = delivery.Cause;
        var headers = new EventHeaders(
            "service:" + ReviewModule.Name, $"{cause.Publisher}/{cause.Stream}/{cause.Version}", [cause], delivery.Headers.Trace);
        var after = events.Aggregate(before, (review, e) => review.After(e, cause, now));
        return new Reaction(
            [.. events.Select((e, i) => log.Types.Write(report, before.Version + 1 + i, e, headers, now))],
            session => Show(session, report, after.State, cycle, now));
    }

    private static Task<int> Show(Session session, Guid report, Approval state, Cycle cycle, DateTimeOffset now) =>
        state is Approval.InStage open
            ? session.Execute(
                """
                insert into open_stage (report, unit, stage, role, relation, named_unit, opened_at)
                values (@report, @unit, @Stage, @Role, @Relation, @named, @now)
                on conflict (report) do update set stage = excluded.stage, role = excluded.role, relation = excluded.relation,
                    named_unit = excluded.named_unit, opened_at = excluded.opened_at
                """, Row(report, open, cycle.Chain[open.Stage - 1], now))
            : session.Execute("delete from open_stage where report = @report", new { report });

    private static object Row(Guid report, Approval.InStage open, Contracts.Drafting.Stage stage, DateTimeOffset now) =>
        new { report, unit = open.Opened.Unit, open.Stage, stage.Role, stage.Relation, named = stage.Unit, now };
}
