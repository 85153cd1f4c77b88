namespace PartyReport.Faults;

/// <summary>All scenarios, in the order in which they are run. Numbers are those of the table in the README.</summary>
internal static class Catalog
{
    public static readonly IReadOnlyList<Scenario> All =
    [
        new("0-quiet", "nothing happens to anybody", Quiet.Run),
        new("1-kills", "kill -9 of services at random points under load, each started again at once", Kills.Services)
        {
            InShort = true, AtMostLong = TimeSpan.FromMinutes(40),
        },
        new("1-points", "a service ends exactly after one of its own steps", FaultPoints.Visited) { AtMostLong = TimeSpan.FromMinutes(36) },
        new("2-everything", "kill -9 of all services, the broker and the database together", Kills.All) { InShort = true },
        new("3-broker", "broker killed, and stopped in order, under load", ServerFaults.Broker) { InShort = true },
        new("4-outage", "broker away for ten minutes, then the backlog is drained", LongOutage.Drained) { AtMostLong = TimeSpan.FromMinutes(44) },
        new("5-database", "database stopped at once under load", ServerFaults.Database),
        new("6-partition", "one direction between a service and a server goes dead", Partitions.OneWay)
        {
            IsAlone = true, AtMostLong = TimeSpan.FromMinutes(28),
        },
        new("7-network", "200 ms delay, 2 % loss, reordering", (_, _) => Task.CompletedTask) { Lacks = () => Netem.Lacks },
        new("8-disk", "the disks of archive, broker and database get full", DiskFull.Full)
        {
            IsAlone = true, Before = DiskFull.Mount, After = DiskFull.Unmount, Lacks = DiskFull.Lacks,
        },
        new("11-duplicates", "what waits in the queues is tripled and shuffled", Duplicates.Tripled) { InShort = true },
        new("13-slow", "notification takes a second for everything it applies", SlowConsumer.Second),
        new("15-stopped", "the relay stands still past its lease, another takes over, it wakes up", StoppedRelay.Woken),
        new("16-horizon", "a transaction stays open in another database of the server", Horizon.Held) { InShort = true },
        new("12-killer", "whatever notification applies kills it", Killer.Handler) { AtMostLong = TimeSpan.FromMinutes(16) },
        new("12-rubbish", "rubbish straight in the queues", Poisoned.Rubbish),
        new("12-poison", "events that nobody can apply", Poisoned.Events) { InShort = true, AtMostLong = TimeSpan.FromMinutes(32) },
    ];
}
