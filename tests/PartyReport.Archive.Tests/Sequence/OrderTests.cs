using PartyReport.Contracts;

namespace PartyReport.Archive.Tests;

/// <summary>Whatever order events come in, each gets one leaf, after its causes and after those before it in its stream.</summary>
public sealed class OrderTests
{
    [Fact]
    public void Every_arrival_order_ends_in_a_right_one()
    {
        for (var seed = 0; seed < 2_000; seed++)
        {
            var random = new Random(seed);
            var events = Events(random);
            var table = new Dictionary<Cause, Order.Held>();
            var logged = new List<Cause>();
            foreach (var slice in Arrivals(random, events).Chunk(1 + random.Next(6)))
            {
                var order = new Order(table.Values.ToList(), logged);
                foreach (var e in slice) order.Take(e, events[e]);
                Write(table, order);
                logged.AddRange(order.Logged);
            }

            table.ShouldBeEmpty($"seed {seed}");
            logged.ShouldBe(events.Keys, ignoreOrder: true, $"seed {seed}");
            Faults(logged, events).ShouldBeEmpty($"seed {seed}");
        }
    }

    [Fact]
    public void What_is_forced_takes_along_what_waited_for_it_and_nothing_else()
    {
        var (lost, first, second, third) = (new Cause("a", Guid.NewGuid(), 1), new Cause("b", Guid.NewGuid(), 1), new Cause("c", Guid.NewGuid(), 1), new Cause("d", Guid.NewGuid(), 1));
        var order = new Order([new(first, [lost], lost), new(second, [first], first), new(third, [lost], lost)], []);

        order.Force(first).ShouldBe(lost);

        order.Logged.ShouldBe([first, second]);
        order.Released.ShouldBe([first, second], ignoreOrder: true);
        order.New.Concat(order.Changed).ShouldBeEmpty();
    }

    [Fact]
    public void What_waits_for_the_next_cause_is_told_so()
    {
        var (one, two, late) = (new Cause("a", Guid.NewGuid(), 1), new Cause("a", Guid.NewGuid(), 1), new Cause("b", Guid.NewGuid(), 1));
        var order = new Order([new(late, [one, two], one)], []);

        order.Take(one, []);

        order.Logged.ShouldBe([one]);
        order.Changed.ShouldHaveSingleItem().WaitsFor.ShouldBe(two);
        order.Released.ShouldBeEmpty();
    }

    private static Dictionary<Cause, IReadOnlyList<Cause>> Events(Random random)
    {
        var streams = Enumerable.Range(0, 4).Select(i => (Publisher: $"p{i % 2}", Id: Guid.NewGuid())).ToList();
        var versions = new int[streams.Count];
        var events = new Dictionary<Cause, IReadOnlyList<Cause>>();
        for (var i = 0; i < 20; i++)
        {
            var n = random.Next(streams.Count);
            var e = new Cause(streams[n].Publisher, streams[n].Id, ++versions[n]);
            events[e] = [.. events.Keys.Where(c => c.Stream != e.Stream && random.Next(5) == 0)];
        }
        return events;
    }

    // The events of a stream come in their order, as a lane brings them; now and then one comes again.
    private static List<Cause> Arrivals(Random random, Dictionary<Cause, IReadOnlyList<Cause>> events)
    {
        var lanes = events.Keys.GroupBy(e => e.Stream).Select(g => new Queue<Cause>(g.OrderBy(e => e.Version))).ToList();
        var arrivals = new List<Cause>();
        while (lanes.Where(l => l.Count > 0).ToList() is { Count: > 0 } open)
        {
            arrivals.Add(open[random.Next(open.Count)].Dequeue());
            if (random.Next(6) == 0) arrivals.Add(arrivals[random.Next(arrivals.Count)]);
        }
        return arrivals;
    }

    private static void Write(Dictionary<Cause, Order.Held> table, Order order)
    {
        foreach (var e in order.Released.ToList()) table.Remove(e).ShouldBeTrue();
        foreach (var h in order.Changed.ToList()) table[h.Self] = h;
        foreach (var h in order.New.ToList()) table.Add(h.Self, h);
    }

    private static IEnumerable<string> Faults(List<Cause> logged, Dictionary<Cause, IReadOnlyList<Cause>> events)
    {
        var at = logged.Index().ToDictionary(l => l.Item, l => l.Index);
        return from e in logged
               from before in events[e].Concat(e.Version > 1 ? [e with { Version = e.Version - 1 }] : [])
               where at[before] > at[e]
               select $"{before} after {e}";
    }
}
