using System.Collections.Concurrent;
using PartyReport.Eventing;

namespace PartyReport.Hosting;

/// <summary>
/// Takes down what a service denied and what it let be read from outside. The first time in an hour is a row before the answer goes
/// out; repetitions are only counted, and the counts written by the sweep. An attacker makes at most <see cref="MostObjects"/> rows and
/// one more an hour for each rule.
/// </summary>
internal sealed class AccessJournal(EventLog log, TimeProvider clock)
{
    /// <summary>Objects that are named for one person and rule in an hour; more are counted together.</summary>
    public const int MostObjects = 100;

    private readonly ConcurrentDictionary<Key, Repeats> _known = new();
    private readonly ConcurrentDictionary<(DateTimeOffset Hour, Guid Person, string Rule), int> _objects = new();

    private readonly record struct Key(DateTimeOffset Hour, Guid Person, string Rule, Guid Object);

    private sealed class Repeats
    {
        public required bool Allowed { get; init; }
        public int Count;
    }

    /// <summary>The hour that an instant lies in.</summary>
    public static DateTimeOffset HourOf(DateTimeOffset at) => new(at.UtcDateTime.Date.AddHours(at.UtcDateTime.Hour), TimeSpan.Zero);

    /// <summary>Takes down what was decided in a request. Throws when it cannot: then there is no answer either.</summary>
    public async Task Note(Guid person, IReadOnlyList<Judgement> judgements, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var first = new List<AccessNotes.Row>();
        foreach (var (verdict, id) in judgements)
        {
            var key = KeyOf(HourOf(now), person, verdict.Rule.Id, id ?? AccessNotes.NoObject);
            if (_known.TryAdd(key, new Repeats { Allowed = verdict.Allowed })) first.Add(RowOf(key, verdict.Allowed, 1, now));
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
    public async Task Flush(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
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

    private Task<int> Write(IReadOnlyList<AccessNotes.Row> rows, CancellationToken ct) => log.Write(s => AccessNotes.Add(s, rows), ct);
}
