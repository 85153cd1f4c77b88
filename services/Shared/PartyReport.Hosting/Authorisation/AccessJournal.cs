using System.Collections.Concurrent;
using PartyReport.Eventing;

namespace PartyReport.Hosting;

/// <summary>
/// Takes down what a service denied and what it let be read from outside. The first time in an hour is a row before the answer goes
/// out; repetitions are only counted, and the counts written by the sweep. An attacker makes at most <see cref="MostObjects"/> rows and
/// one more an hour for each rule.
/// </summary>
public sealed class AccessJournal
{
    private readonly EventLog _log;
    private readonly TimeProvider _clock;

    internal AccessJournal(EventLog log, TimeProvider clock) => (_log, _clock) = (log, clock);

    /// <summary>Objects that are named for one person and rule in an hour; more are counted together.</summary>
    internal const int MostObjects = 100;

    private readonly ConcurrentDictionary<Key, Repeats> _known = new();
    private readonly ConcurrentDictionary<(DateTimeOffset Hour, Guid Person, string Rule), int> _objects = new();

    private readonly record struct Key(DateTimeOffset Hour, Guid Person, string Rule, Guid Object);

    private sealed class Repeats
    {
        public required bool Allowed { get; init; }
        public int Count;
    }

    /// <summary>The hour that an instant lies in.</summary>
    internal static DateTimeOffset HourOf(DateTimeOffset at) => new(at.UtcDateTime.Date.AddHours(at.UtcDateTime.Hour), TimeSpan.Zero);

    /// <summary>Takes down that somebody was denied something outside the table of rules. Throws when it cannot.</summary>
    /// <param name="rule">Stable name of what denied it, like those of the table: <c>action/name</c>.</param>
    public Task Deny(Guid person, string rule, Guid named, CancellationToken ct) => Note(person, [(rule, false, named)], ct);

    /// <summary>Takes down what was decided in a request. Throws when it cannot: then there is no answer either.</summary>
    internal Task Note(Guid person, IReadOnlyList<Judgement> judgements, CancellationToken ct) =>
        Note(person, judgements.Select(j => (j.Verdict.Rule.Id, j.Verdict.Allowed, j.Object)), ct);

    private async Task Note(Guid person, IEnumerable<(string Rule, bool Allowed, Guid? Object)> decisions, CancellationToken ct)
    {
        var now = _clock.GetUtcNow();
        var first = new List<AccessNotes.Row>();
        foreach (var (rule, allowed, id) in decisions)
        {
            var key = KeyOf(HourOf(now), person, rule, id ?? AccessNotes.NoObject);
            if (_known.TryAdd(key, new Repeats { Allowed = allowed })) first.Add(RowOf(key, allowed, 1, now));
            else if (_known.TryGetValue(key, out var repeats)) Interlocked.Increment(ref repeats.Count);
        }
        if (first is []) return;
        try
        {
            await Write(first, ct);
        }
        catch
        {
            foreach (var row in first) _known.TryRemove(new Key(row.Hour, row.Person, row.Rule, row.Object), out _);
            throw;
        }
    }

    /// <summary>Writes the counts of repetitions and forgets the hours that are over.</summary>
    internal async Task Flush(CancellationToken ct)
    {
        var now = _clock.GetUtcNow();
        var rows = new List<AccessNotes.Row>();
        foreach (var (key, repeats) in _known)
            if (Interlocked.Exchange(ref repeats.Count, 0) is > 0 and var count) rows.Add(RowOf(key, repeats.Allowed, count, now));
        if (rows is not []) await Write(rows, ct);
        foreach (var key in _known.Keys.Where(k => k.Hour < HourOf(now))) _known.TryRemove(key, out _);
        foreach (var key in _objects.Keys.Where(k => k.Hour < HourOf(now))) _objects.TryRemove(key, out _);
    }

    private Key KeyOf(DateTimeOffset hour, Guid person, string rule, Guid named)
    {
        var key = new Key(hour, person, rule, named);
        if (named == AccessNotes.NoObject || _known.ContainsKey(key)) return key;
        return _objects.AddOrUpdate((hour, person, rule), 1, (_, n) => n + 1) <= MostObjects ? key : key with { Object = AccessNotes.NoObject };
    }

    private static AccessNotes.Row RowOf(Key key, bool allowed, int count, DateTimeOffset at) => new()
    {
        Hour = key.Hour, Person = key.Person, Rule = key.Rule, Object = key.Object, Allowed = allowed, Count = count, First = at, Last = at,
    };

    private Task<int> Write(IReadOnlyList<AccessNotes.Row> rows, CancellationToken ct) => _log.Write(s => AccessNotes.Add(s, rows), ct);
}
