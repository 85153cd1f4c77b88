using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using PartyReport.Eventing;

namespace PartyReport.Hosting;

/// <summary>
/// Whether a service may get requests: its database answers and knows the schema. The broker is no part of it, because
/// commands are accepted without one.
/// </summary>
internal sealed partial class Readiness(
    PostgresSchema schema, PostgresMigration migration, IHostApplicationLifetime life, TimeProvider clock, ILogger<Readiness> logger)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private Task<string?>? _asking;
    private string? _told = "";

    /// <summary>True when everything that works in the background has started.</summary>
    public bool Started { get; set; }

    /// <summary>The message of a log that was found to be an older copy; it does not become right by waiting.</summary>
    public string? Restored { get; private set; }

    /// <summary>Why no requests may come, in words an operator can act on; null when they may.</summary>
    public async Task<string?> Fault() => life.ApplicationStopping.IsCancellationRequested
        ? "The service is stopping."
        : await DatabaseFault() ?? (Started ? null : "The service is starting.");

    /// <summary>What is wrong with the database, or null.</summary>
    public async Task<string?> DatabaseFault()
    {
        // One question at a time: while a server hangs, probes must not use up the connections.
        if (_asking is not { IsCompleted: false } asking) _asking = asking = Ask();
        try
        {
            return await asking.WaitAsync(Patience, clock);
        }
        catch (TimeoutException)
        {
            return "The database does not answer within 2 s: look whether PostgreSQL is overloaded or the way to it is closed.";
        }
    }

    // The answer goes to anybody who asks, so addresses, roles and the server's own words stay in the log.
    private async Task<string?> Ask()
    {
        try
        {
            var missing = await schema.Read(migration.Missing);
            return Tell(missing is []
                ? null
                : $"The schema is older than this version (scripts to run: {missing.Count}): run the program with --migrate.");
        }
        catch (RestoredLogException e)
        {
            return Tell(Restored = e.Message);
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.InvalidSchemaName
            or PostgresErrorCodes.InsufficientPrivilege)
        {
            return Tell("The schema is not there or not for this role: run the program with --migrate.", e);
        }
        catch (PostgresException e) when (e.SqlState[..2] is "28" or "3D")
        {
            return Tell("The database refuses the sign-in: look at user, password and database of Postgres:ConnectionString.", e);
        }
        catch (Exception e) when (StorageFaults.IsOutage(e))
        {
            return Tell("The database does not answer: look whether PostgreSQL runs and Postgres:ConnectionString leads to it.", e);
        }
    }

    // Asked every few seconds, it speaks only when something is new.
    private string? Tell(string? fault, Exception? reason = null)
    {
        if (fault != _told && fault is null) LogReady();
        if (fault != _told && fault is not null) LogFault(fault, reason?.Message ?? "");
        return _told = fault;
    }

    [LoggerMessage(60, LogLevel.Information, "The database answers and its schema is up to date.")]
    private partial void LogReady();

    [LoggerMessage(61, LogLevel.Error, "Not ready; it is looked again by itself. {Fault} {Reason}")]
    private partial void LogFault(string fault, string reason);
}
