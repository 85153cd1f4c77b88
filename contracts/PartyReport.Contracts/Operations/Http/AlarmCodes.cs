namespace PartyReport.Contracts.Operations.Http;

/// <summary>Stable codes of the alarms; clients translate them.</summary>
public static class AlarmCodes
{
    /// <summary>Events were given up and wait for an operator.</summary>
    public const string Parked = "parked";

    /// <summary>Many events are blocked.</summary>
    public const string Blocked = "blocked";

    /// <summary>So many events are blocked that no more are taken.</summary>
    public const string Stopped = "stopped";

    /// <summary>The oldest event on its way is older than a minute.</summary>
    public const string Lag = "lag";

    /// <summary>An open write transaction keeps new events from being sent.</summary>
    public const string Horizon = "horizon";

    /// <summary>Nobody sends a shard.</summary>
    public const string Unheld = "unheld";
}
