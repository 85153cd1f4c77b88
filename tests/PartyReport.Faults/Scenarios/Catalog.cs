namespace PartyReport.Faults;

/// <summary>All scenarios, in the order in which they are run.</summary>
internal static class Catalog
{
    public static readonly IReadOnlyList<Scenario> All =
    [
        new("1-kills", "kill -9 of services at random points under load, each started again at once", Kills.Services)
        {
            InShort = true, AtMostLong = TimeSpan.FromMinutes(20),
        },
        new("2-everything", "kill -9 of all services, the broker and the database together", Kills.All) { InShort = true },
        new("3-broker", "broker killed, and stopped in order, under load", ServerFaults.Broker) { InShort = true },
        new("5-database", "database stopped at once under load", ServerFaults.Database) { InShort = true },
    ];
}
