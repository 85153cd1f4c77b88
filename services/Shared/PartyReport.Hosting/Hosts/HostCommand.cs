namespace PartyReport.Hosting;

/// <summary>What a service's process is asked to do.</summary>
internal enum HostCommand
{
    /// <summary>No argument: answer requests until it is told to stop.</summary>
    Serve,

    /// <summary><c>--migrate</c>: bring the schema up to date and end.</summary>
    Migrate,

    /// <summary><c>--open-generation</c>: after a restore, open the next generation of the log and end.</summary>
    OpenGeneration,
}

/// <summary>The command line: one argument at most.</summary>
internal static class CommandLine
{
    public const string Usage =
        """
        Without an argument the service answers requests until it is told to stop.
          --migrate          bring the schema up to date with Postgres:OwnerConnectionString, then end
          --open-generation  after a restore, while no process of the service runs: open the next generation of its log, then end
        Settings come from the environment and from appsettings.json.
        """;

    /// <summary>Null when the arguments are none of these.</summary>
    public static HostCommand? Parse(string[] args) => args switch
    {
        [] => HostCommand.Serve,
        ["--migrate"] => HostCommand.Migrate,
        ["--open-generation"] => HostCommand.OpenGeneration,
        _ => null,
    };
}
