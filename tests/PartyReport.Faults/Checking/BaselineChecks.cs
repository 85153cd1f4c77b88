using PartyReport.Contracts;

namespace PartyReport.Faults;

/// <summary>I11: when the load is over nothing waits anywhere: no queue, no lag, nothing put aside or held.</summary>
internal static class BaselineChecks
{
    public static IEnumerable<Violation> Back(Evidence evidence)
    {
        foreach (var queue in evidence.Queues.Where(q => q.Waiting > 0))
            yield return new("I11", Harm.Unexpected, $"{queue.Waiting} wait in {queue.Name}");
        foreach (var lag in Subscriptions.All.SelectMany(s => Lag(evidence, s))) yield return lag;
        foreach (var row in evidence.Blocked.Where(b => !evidence.IsPlanted(b.Stream)))
            yield return new("I11", Harm.Lost, $"{row.Service} has put {row.Publisher}/{row.Stream}/{row.Version} aside: {row.Error}");
        foreach (var held in evidence.Models.Where(m => m.Table == "held"))
            yield return new("I11", Harm.Lost, $"the archive still holds {held.Key}, which waits for {held.Value}");
    }

    private static IEnumerable<Violation> Lag(Evidence evidence, Subscription subscription)
    {
        var mine = evidence.Mine.Where(m => m.Service == subscription.Subscriber && m.Name == subscription.Name && m.Publisher == subscription.Publisher)
            .ToDictionary(m => m.Shard, m => m.Cursor);
        return from e in evidence.Events
               where e.Publisher == subscription.Publisher && subscription.Types.Contains(e.Type) && e.Cursor > mine.GetValueOrDefault(e.Shard)
               group e by e.Shard into behind
               select new Violation("I11", Harm.Lost, $"{subscription.Subscriber}.{subscription.Name} is {behind.Count()} events behind {subscription.Publisher}/{behind.Key}");
    }
}
