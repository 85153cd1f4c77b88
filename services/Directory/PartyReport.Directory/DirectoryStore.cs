using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using PartyReport.Contracts.Directory;
using PartyReport.Directory.Names;
using PartyReport.Directory.Posts;
using PartyReport.Directory.Units;
using PartyReport.Eventing;
using PartyReport.Hosting;

namespace PartyReport.Directory;

/// <summary>The only writer of the directory: events and the tables made from them.</summary>
internal sealed class DirectoryStore([FromKeyedServices(DirectoryModule.Name)] EventLog log)
{
    public const string PostColumns = "id, person, unit, role, title, first_day as \"from\", last_day as \"to\", version, imported";

    /// <summary>Condition that a post is held on the day <c>@day</c>.</summary>
    public const string Held = "(first_day <= @day and (last_day is null or last_day >= @day))";

    public static readonly Refusal NotAdministrator =
        Refusal.Forbidden("directory.not-administrator", "Only an administrator changes the directory.");

    public static readonly Refusal ImportRunning = Refusal.Conflict(
        "directory.import-running", "An import is being written; units and posts are changed again in a minute, when it is complete.");

    public Task<T> Read<T>(Func<Session, Task<T>> work) => log.Read(work);

    /// <summary>Appends to one stream and brings the tables up to date; <paramref name="more"/> writes what no event carries.</summary>
    public Task Append(
        Command call, Guid stream, int version, IReadOnlyList<object> events, Answer answer, CancellationToken ct,
        Func<Session, Task>? more = null) =>
        Append(call, call.Record(log, stream, version, events), answer, ct, more);

    public IReadOnlyList<NewEvent> First(Command call, Guid stream, object first) => call.Record(log, stream, 0, [first]);

    public IReadOnlyList<NewEvent> Next(Command call, Guid stream, int version, IEnumerable<object> events) => call.Record(log, stream, version, events);

    public Task Append(Command call, IReadOnlyList<NewEvent> events, Answer answer, CancellationToken ct, Func<Session, Task>? more = null) =>
        call.Commit(log, events, answer, async session =>
        {
            if (events.Any(e => e.Value is not (PersonAdded or PersonRenamed))) await TakeOrganisation(session);
            if (more is not null) await more(session);
            foreach (var e in events)
            {
                if (e.Value is PostAssigned { Role: PostRoles.Administrator }) await CheckStillAllowed(session, call);
                await Apply(session, e);
            }
        }, ct);

    /// <summary>Keeps an answer with rows that no event tells of.</summary>
    public Task Keep(Command call, Answer answer, Func<Session, Task> rows, CancellationToken ct) => call.Commit(log, [], answer, rows, ct);

    /// <summary>Records what was decided about a unit, and answers with the unit as it is then.</summary>
    public Task<IResult> Change(Command call, UnitRow unit, Outcome outcome, Func<UnitRow, UnitRow> then, CancellationToken ct) =>
        Change(call, unit, outcome, [], then, ct);

    /// <param name="posts">Posts that the decision may have ended.</param>
    public async Task<IResult> Change(
        Command call, UnitRow unit, Outcome outcome, IReadOnlyList<PostRow> posts, Func<UnitRow, UnitRow> then, CancellationToken ct)
    {
        var own = outcome.Events.Where(e => e is not PostEnded).ToList();
        var after = then(unit) with { Version = unit.Version + own.Count };
        var answer = Answer.Ok((outcome.Events is [] ? unit : after).ToView(), after.ETag);
        await Append(call, [
            .. call.Record(log, unit.Id, unit.Recorded, own),
            .. from ended in outcome.Events.OfType<PostEnded>()
               let post = posts.First(p => p.Id == ended.Post)
               from e in call.Record(log, post.Id, post.Recorded, [ended])
               select e], answer, ct);
        return answer.ToResult();
    }

    /// <summary>Whether an import is being written.</summary>
    public static Task<bool> IsImporting(Session session) =>
        session.Scalar<bool>("select exists (select 1 from organisation where importing is not null)");

    /// <summary>Whether an action on the directory is allowed; somebody must be the first administrator.</summary>
    public static async Task<bool> May(Session session, Access access, string action, Guid? id = null) => (await access.May(session, action, new Target
    {
        Id = id, State = await HasHadAdministrator(session) ? null : Target.WithoutAdministrator,
    })).Allowed;

    /// <summary>Why a person may not read the directory, or null.</summary>
    public static async Task<Refusal?> MayNotRead(Session session, Access access, string action, Guid? id = null) =>
        await May(session, access, action, id)
            ? null
            : Refusal.Forbidden("directory.not-yours", "Only holders of a post read the directory.");

    private static Task<bool> HasHadAdministrator(Session session) => session.Scalar<bool>(
        "select exists (select 1 from post where role = @role)", new { role = PostRoles.Administrator });

    public static Task<PostRow?> FindPost(Session session, Guid post) =>
        session.First<PostRow>($"select {PostColumns} from post where id = @post", new { post });

    // While there is no administrator anybody may appoint the first one; of two who try at once, one must come too late.
    private static async Task CheckStillAllowed(Session session, Command call)
    {
        await session.TakeTurn("administrators");
        if (!await May(session, new Access(call.Actor, Day.Of(call.At)), Actions.PostChange))
            throw new LostRaceException("Somebody became administrator meanwhile.");
    }

    // One change of units and posts after the other, until the transaction ends; and none while an import is written.
    internal static async Task TakeOrganisation(Session session)
    {
        if (await session.Execute(
            """
            insert into organisation (one, version) values (1, 1)
            on conflict (one) do update set version = organisation.version + 1 where organisation.importing is null
            """) == 0)
            throw new LostRaceException("An import has begun meanwhile.");
    }

    private static async Task Apply(Session session, NewEvent e) => await (e.Value switch
    {
        PersonAdded or PersonRenamed => Task.CompletedTask,
        // Their rows are written beside them.
        AccountUnlinked or AccountDisabled => Task.CompletedTask,
        PersonErased erased => PersonNames.Erase(session, erased.Person),
        UnitAdded unit => UnitTables.Added(session, unit),
        UnitMoved moved => UnitTables.Moved(session, moved),
        UnitRenamed renamed => UnitTables.Renamed(session, renamed),
        UnitMerged merged => UnitTables.Closed(session, merged.Unit, merged.Into, merged.Answering, merged.From, merged.Version),
        UnitClosed closed => UnitTables.Closed(session, closed.Unit, closed.Successor, closed.Answering, closed.From, closed.Version),
        UnitPostsRequired required => UnitTables.PostsRequired(session, required),
        PostAssigned post => PostTables.Assigned(session, post),
        PostEnded ended => PostTables.Ended(session, ended, e.Version),
        DeputyNamed named => PostTables.Named(session, named),
        DeputyEnded ended => PostTables.Ended(session, ended, e.Version),
        _ => throw new InvalidOperationException($"{e.Type} is not an event of the directory."),
    });
}
