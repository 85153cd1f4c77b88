namespace PartyReport.ImportCosts;

/// <summary>Worsens one thing from outside, in the database: the product has no switch for it.</summary>
internal static class Sabotage
{
    public const string SlowImport = "slow-import", SlowReplica = "slow-replica", SlowCommand = "slow-command";

    public static readonly string[] Names = ["", SlowImport, SlowReplica, SlowCommand];

    public static Task Apply(string name, Database database) => name switch
    {
        SlowImport => database.Run(Slow("directory", "import", "update", 0.3)),
        SlowReplica => database.Run(Slow("drafting", "organisation_import", "insert", 0.3)),
        SlowCommand => database.Run(Slow("drafting", "event", "insert", 0.6)),
        _ => Task.CompletedTask,
    };

    private static string Slow(string schema, string table, string change, double seconds) =>
        $"""
        create function {schema}.slowly() returns trigger language plpgsql as $$ begin perform pg_sleep({seconds.ToString(System.Globalization.CultureInfo.InvariantCulture)}); return null; end $$;
        create trigger slowly after {change} on {schema}.{table} for each statement execute function {schema}.slowly();
        """;
}
