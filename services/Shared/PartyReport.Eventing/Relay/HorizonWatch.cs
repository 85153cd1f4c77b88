using Microsoft.Extensions.Logging;

namespace PartyReport.Eventing;

/// <summary>
/// Tells once when events wait too long for an open transaction, and once when they go on. Any writer of the server holds them
/// back, also one of another database that this service knows nothing of.
/// </summary>
internal sealed partial class HorizonWatch(EventLog log, ILogger logger, TimeSpan patience)
{
    private bool _held;

    public async Task Look()
    {
        var waiting = await log.Read(session => session.Scalar<double?>(
            """
            select extract(epoch from clock_timestamp() - occurred_at)::double precision from event
            where generation = (select generation from log) and xid >= pg_snapshot_xmin(pg_current_snapshot())::text::bigint
            order by generation, xid, position limit 1
            """));
        var held = waiting >= patience.TotalSeconds;
        if (held && !_held) LogHeld(log.Name, (long)waiting!.Value);
        if (!held && _held) LogReleased(log.Name);
        _held = held;
    }

    [LoggerMessage(26, LogLevel.Error,
        "Events of {Log} have been waiting for {Seconds} s for an open transaction, maybe in another database of this server. Commands are " +
        "accepted and nothing is lost. Look for the oldest xact_start in pg_stat_activity, and into pg_prepared_xacts, and end it.")]
    private partial void LogHeld(string log, long seconds);

    [LoggerMessage(27, LogLevel.Warning, "Events of {Log} no longer wait for an open transaction.")]
    private partial void LogReleased(string log);
}
