using PartyReport.Contracts;
using PartyReport.Eventing;

namespace PartyReport.Archive;

/// <summary>The order of the log: a cause before its consequences, the events of a stream in their own order.</summary>
internal static class Sequence
{
    /// <summary>
    /// There is one order, but a subscription for each shard of each publisher: one transaction at a time may look at the
    /// sequence and go on from what it saw. To be taken before the first look.
    /// </summary>
    public static Task TakeTurn(Session session) => session.TakeTurn("sequence");

    /// <summary>
    /// Logs the events of a slice, and those that waited for them, or holds them. The same event again changes nothing. Nearly
    /// always nothing is held that concerns them: then all get their leaves together.
    /// </summary>
    public static async Task Take(Session session, IReadOnlyList<Happening> slice, DateTimeOffset now)
    {
        var logged = await Trail.Logged(session, slice.SelectMany(e => e.CausesElsewhere().Append(e.Self)));
        var free = Free(slice, logged, await Trail.Held(session));
        await Trail.Log(session, free.DistinctBy(e => e.Self).Where(e => !logged.Contains(e.Self)), early: false);
        foreach (var e in slice.Skip(free.Count)) await Take(session, e, now);
    }

    // Those at the front that nothing holds and that nobody waits for. From the first other one on, each is looked at by itself.
    private static List<Happening> Free(IReadOnlyList<Happening> slice, IEnumerable<Cause> logged, List<Trail.Waiting>? held)
    {
        var before = logged.ToHashSet();
        var free = new List<Happening>();
        foreach (var e in slice)
        {
            if (held is null || held.Exists(h => h.Concerns(e)) || !e.CausesElsewhere().All(before.Contains)) break;
            before.Add(e.Self);
            free.Add(e);
        }
        return free;
    }

    private static async Task Take(Session session, Happening e, DateTimeOffset now)
    {
        if (await Trail.IsLogged(session, e.Publisher, e.Stream, e.Version)) return;
        if (await Obstacle(session, e) is { } obstacle) await Trail.Hold(session, e, obstacle, now);
        else await Log(session, e, early: false);
    }

    /// <summary>Logs a held event without its causes, and those that waited for it. Returns the cause that is missing.</summary>
    public static async Task<string> LogEarly(Session session, Happening e)
    {
        var missing = await Obstacle(session, e) ?? throw new InvalidOperationException($"{e.Name} is held without a reason.");
        await Trail.Release(session, e);
        await Log(session, e, early: true);
        return missing;
    }

    private static async Task Log(Session session, Happening first, bool early)
    {
        await Trail.Log(session, [first], early);
        var logged = new Queue<string>([first.Name]);
        while (logged.TryDequeue(out var name))
            foreach (var waiting in await Trail.WaitingFor(session, name))
                if (await Obstacle(session, waiting) is { } next)
                {
                    await Trail.WaitForNext(session, waiting, next);
                }
                else
                {
                    await Trail.Release(session, waiting);
                    await Trail.Log(session, [waiting], early: false);
                    logged.Enqueue(waiting.Name);
                }
    }

    /// <summary>Name of an event that must be logged first, or null.</summary>
    private static async Task<string?> Obstacle(Session session, Happening e)
    {
        foreach (var cause in e.CausesElsewhere())
            if (!await Trail.IsLogged(session, cause.Publisher, cause.Stream, cause.Version))
                return Happening.NameOf(cause);
        return await Trail.HeldBefore(session, e) is { } version ? Happening.NameOf(e.Publisher, e.Stream, version) : null;
    }
}
