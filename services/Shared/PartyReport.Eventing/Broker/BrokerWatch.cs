using System.Net.Sockets;
using MassTransit;
using Microsoft.Extensions.Logging;

namespace PartyReport.Eventing;

/// <summary>
/// Connects the queues, and connects them anew as soon as a broker that was away answers again. By itself each queue would
/// wait longer with every attempt, up to half a minute after the broker is back. Tells the outage once, not for every
/// queue and attempt.
/// </summary>
internal sealed partial class BrokerWatch(
    Uri broker, Func<IBusControl> bus, Func<BrokerService> service, TimeProvider clock, ILogger<BrokerWatch> logger) : IReceiveEndpointObserver
{
    private const int DefaultPort = 5672;
    private static readonly TimeSpan ProbeEvery = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly List<HostReceiveEndpointHandle> _connected = [];
    private int _recovering;

    /// <summary>Connects every queue of the service; they begin with the bus.</summary>
    public void Connect()
    {
        foreach (var endpoint in service().Endpoints())
            _connected.Add(bus().ConnectReceiveEndpoint(endpoint.Queue, configurator =>
            {
                var rabbit = (IRabbitMqReceiveEndpointConfigurator)configurator;
                Queues.Common(rabbit);
                endpoint.Configure(rabbit);
            }));
    }

    public Task Faulted(ReceiveEndpointFaulted faulted)
    {
        if (Interlocked.Exchange(ref _recovering, 1) == 0) _ = Recover(faulted.Exception?.GetBaseException().Message ?? "");
        return Task.CompletedTask;
    }

    public Task Ready(ReceiveEndpointReady ready) => Task.CompletedTask;

    public Task Stopping(ReceiveEndpointStopping stopping) => Task.CompletedTask;

    public Task Completed(ReceiveEndpointCompleted completed) => Task.CompletedTask;

    private async Task Recover(string error)
    {
        LogAway(error);
        using var timer = new PeriodicTimer(ProbeEvery, clock);
        while (!await Answers()) await timer.WaitForNextTickAsync();
        try
        {
            using var patience = new CancellationTokenSource(Patience);
            await Task.WhenAll(_connected.Select(handle => handle.StopAsync(patience.Token)));
            _connected.Clear();
            Interlocked.Exchange(ref _recovering, 0);
            Connect();
            LogBack();
        }
        // The broker went away again: the endpoints go on trying, and the next fault begins here anew.
        catch (Exception e)
        {
            Interlocked.Exchange(ref _recovering, 0);
            LogNotBack(e.Message);
        }
    }

    // A broker that is still starting accepts connections before it speaks: it must answer the protocol's first words.
    private async Task<bool> Answers()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(broker.Host, broker.Port > 0 ? broker.Port : DefaultPort, patience.Token);
            await client.GetStream().WriteAsync("AMQP\0\0\x09\x01"u8.ToArray(), patience.Token);
            return await client.GetStream().ReadAsync(new byte[8], patience.Token) > 0;
        }
        catch (Exception e) when (e is SocketException or IOException or OperationCanceledException)
        {
            return false;
        }
    }

    [LoggerMessage(34, LogLevel.Error,
        "The broker cannot be reached. Commands are accepted and events stay in the logs; start the broker, everything goes on by itself. {Error}")]
    private partial void LogAway(string error);

    [LoggerMessage(35, LogLevel.Warning, "The broker is there again.")]
    private partial void LogBack();

    [LoggerMessage(36, LogLevel.Warning, "The broker answered and went away again. {Error}")]
    private partial void LogNotBack(string error);
}
