using PartyReport.Contracts.Operations;
using PartyReport.Eventing;

namespace PartyReport.Hosting;

/// <summary>The rows of what was denied and of what was read from outside; their only writer.</summary>
internal static class AccessNotes
{
    /// <summary>Stands where there is no object, or where there were too many.</summary>
    public static readonly Guid NoObject = Guid.Empty;

    public sealed record Row
    {
        public DateTimeOffset Hour { get; init; }
        public Guid Person { get; init; }
        public string Rule { get; init; } = "";
        public Guid Object { get; init; }
        public bool Allowed { get; init; }
        public int Count { get; init; }
        public DateTimeOffset First { get; init; }
        public DateTimeOffset Last { get; init; }

        public Guid? Named => Object == NoObject ? null : Object;

        public AccessLine Line() => new(Person, Rule, Allowed, Count, First, Last, Named);
    }

    private const string Columns = "hour, person, rule, object, allowed, count, first_at as first, last_at as last";

    /// <summary>Counts once more, or so many times more.</summary>
    public static Task<int> Add(Session session, IReadOnlyList<Row> rows) => session.Execute(rows.Select(row => new Statement(
        """
        insert into access_note (hour, person, rule, object, allowed, count, first_at, last_at, recorded)
        values (@Hour, @Person, @Rule, @Object, @Allowed, @Count, @First, @Last, @recorded)
        on conflict (hour, person, rule, object) do update set count = access_note.count + excluded.count, last_at = excluded.last_at,
            recorded = excluded.recorded
        """, new { row.Hour, row.Person, row.Rule, row.Object, row.Allowed, row.Count, row.First, row.Last, recorded = false })));

    /// <summary>Newest hours first.</summary>
    public static Task<List<Row>> Newest(Session session, DateTimeOffset before, int limit) => session.Query<Row>(
        $"select {Columns} from access_note where hour < @before order by hour desc, person, rule, object limit @limit", new { before, limit });

    /// <summary>Rows of the oldest hour before this one that the log does not have yet.</summary>
    public static Task<List<Row>> Unrecorded(Session session, DateTimeOffset before, int limit) => session.Query<Row>(
        $"""
        select {Columns} from access_note where recorded = @no
          and hour = (select min(hour) from access_note where recorded = @no and hour < @before)
        order by person, rule, object limit @limit
        """, new { before, limit, no = false });

    /// <summary>Marks rows whose count the log has now; one that was counted further meanwhile stays.</summary>
    public static Task<int> MarkRecorded(Session session, IReadOnlyList<Row> rows) => session.Execute(rows.Select(row => new Statement(
        """
        update access_note set recorded = @yes
        where hour = @Hour and person = @Person and rule = @Rule and object = @Object and count = @Count
        """, new { row.Hour, row.Person, row.Rule, row.Object, row.Count, yes = true })));

    /// <summary>Forgets what is older than it must be kept here; the log keeps it for good.</summary>
    public static Task<int> Forget(Session session, DateTimeOffset before) =>
        session.Execute("delete from access_note where hour < @before and recorded = @yes", new { before, yes = true });
}
