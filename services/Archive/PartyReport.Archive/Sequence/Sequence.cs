using PartyReport.Contracts;
using PartyReport.Eventing;

namespace PartyReport.Archive;

/// <summary>The order of the log, in the tables: what <see cref="Order"/> works out is looked up before and written after, each at once.</summary>
internal static class Sequence
{
    /// <summary>
    /// There is one order, but a subscription for each shard of each publisher: one transaction at a time may look at the
    /// sequence and go on from what it saw. To be taken before the first look.
    /// </summary>
    public static Task TakeTurn(Session session) => session.TakeTurn("sequence");

    /// <summary>Logs the events of a slice, and those that waited for them, or holds them. The same event again changes nothing.</summary>
    public static async Task Take(Session session, IReadOnlyList<Happening> slice, DateTimeOffset now)
    {
        List<(Cause Self, List<Cause> Causes)> events = [.. slice.Select(e => (e.Self, e.CausesElsewhere().ToList()))];
        var order = await Known(session, events.SelectMany(e => e.Causes.Append(e.Self)), [.. events.Select(e => e.Self)]);
        foreach (var (self, causes) in events) order.Take(self, causes);
        await Write(session, order, slice, early: null, now);
    }

    /// <summary>Logs a held event without its causes, and those that waited for it. Returns the cause that is missing.</summary>
    public static async Task<string> LogEarly(Session session, Happening e, DateTimeOffset now)
    {
        var order = await Known(session, [], [e.Self]);
        var missing = order.Force(e.Self);
        await Write(session, order, [e], early: e.Self, now);
        return Happening.NameOf(missing);
    }

    private static async Task<Order> Known(Session session, IEnumerable<Cause> atHand, List<Cause> events)
    {
        var held = await Trail.HeldAround(session, events);
        return new Order(held, await Trail.Logged(session, atHand.Concat(held.SelectMany(h => h.Causes))));
    }

    private static async Task Write(Session session, Order order, IReadOnlyList<Happening> slice, Cause? early, DateTimeOffset now)
    {
        List<Cause> released = [.. order.Released];
        var bodies = slice.Concat(await Trail.Bodies(session, released)).DistinctBy(e => e.Self).ToDictionary(e => e.Self);
        await Trail.Log(session, order.Logged.ConvertAll(e => (bodies[e], e == early)));
        await Trail.Release(session, released);
        await Trail.WaitForNext(session, order.Changed);
        await Trail.Hold(session, order.New.Select(h => (bodies[h.Self], h.WaitsFor)), now);
    }
}
