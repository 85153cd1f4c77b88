using Microsoft.Extensions.DependencyInjection;
using PartyReport.Contracts.Directory;
using PartyReport.Contracts.Directory.Http;
using PartyReport.Eventing;
using PartyReport.Hosting;

namespace PartyReport.Directory;

/// <summary>The only writer of the directory: events and the tables made from them.</summary>
internal sealed class DirectoryStore([FromKeyedServices(DirectoryModule.Name)] EventLog log)
{
    public const string PostColumns = "id, person, unit, role, title, first_day as \"from\", last_day as \"to\", version";

    public Task<T> Read<T>(Func<Session, Task<T>> work) => log.Read(work);

    /// <summary>Appends to one stream and brings the tables up to date; <paramref name="more"/> writes what no event carries.</summary>
    public Task Append(
        Command call, Guid stream, int version, IReadOnlyList<object> events, Answer answer, CancellationToken ct,
        Func<Session, Task>? more = null) =>
        Append(call, call.Record(log, stream, version, events), answer, ct, more);

    public IReadOnlyList<NewEvent> First(Command call, Guid stream, object first) => call.Record(log, stream, 0, [first]);

    public Task Append(Command call, IReadOnlyList<NewEvent> events, Answer answer, CancellationToken ct, Func<Session, Task>? more = null) =>
        call.Commit(log, events, answer, async session =>
        {
            if (more is not null) await more(session);
            foreach (var e in events)
            {
                if (e.Value is PostAssigned { Role: PostRoles.Administrator }) await CheckStillAllowed(session, call);
                await Apply(session, e);
            }
        }, ct);

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

    public static async Task<PostView?> FindPost(Session session, Guid post) =>
        (await session.First<PostRow>($"select {PostColumns} from post where id = @post", new { post }))?.ToView();

    // While there is no administrator anybody may appoint the first one; of two who try at once, one must come too late.
    private static async Task CheckStillAllowed(Session session, Command call)
    {
        await session.TakeTurn("administrators");
        if (!await May(session, new Access(call.Actor, Day.Of(call.At)), Actions.PostChange))
            throw new LostRaceException("Somebody became administrator meanwhile.");
    }

    private static Task Apply(Session session, NewEvent e) => e.Value switch
    {
        UnitAdded unit => Insert(session, unit),
        PersonAdded => Task.CompletedTask,
        PostAssigned post => session.Execute(
            """
            insert into post (id, person, unit, role, title, first_day, last_day, version)
            values (@Post, @Person, @Unit, @Role, @Title, @From, @To, 1)
            """, post),
        PostEnded ended => session.Execute(
            "update post set last_day = @To, version = @Version where id = @Post", new { ended.Post, ended.To, e.Version }),
        _ => throw new InvalidOperationException($"{e.Type} is not an event of the directory."),
    };

    private static async Task Insert(Session session, UnitAdded unit)
    {
        // Code and root are unique over all units; somebody else may have taken one between our reading and our writing.
        if (await session.Execute(
            "insert into unit (id, code, name, kind, parent) values (@Unit, @Code, @Name, @Kind, @Parent) on conflict do nothing", unit) == 0)
            throw new LostRaceException($"The code {unit.Code} or the root was taken meanwhile.");
    }
}
