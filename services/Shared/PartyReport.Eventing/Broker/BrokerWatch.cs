using MassTransit;
using Microsoft.Extensions.Logging;

namespace PartyReport.Eventing;

/// <summary>Tells once that the broker is away and once that it is back; the library would tell it for every queue and attempt.</summary>
internal sealed partial class BrokerWatch(ILogger<BrokerWatch> logger) : IReceiveEndpointObserver
{
    private int _away;

    public Task Faulted(ReceiveEndpointFaulted faulted)
    {
        if (Interlocked.Exchange(ref _away, 1) == 0) LogAway(faulted.Exception?.GetBaseException().Message ?? "");
        return Task.CompletedTask;
    }

    public Task Ready(ReceiveEndpointReady ready)
    {
        if (Interlocked.Exchange(ref _away, 0) == 1) LogBack();
        return Task.CompletedTask;
    }

    public Task Stopping(ReceiveEndpointStopping stopping) => Task.CompletedTask;

    public Task Completed(ReceiveEndpointCompleted completed) => Task.CompletedTask;

    [LoggerMessage(34, LogLevel.Error,
        "The broker cannot be reached. Commands are accepted and events stay in the logs; start the broker, everything goes on by itself. {Error}")]
    private partial void LogAway(string error);

    [LoggerMessage(35, LogLevel.Warning, "The broker is there again.")]
    private partial void LogBack();
}
