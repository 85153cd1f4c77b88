using System.Text.Json;
using PartyReport.Contracts;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace PartyReport.Eventing;

/// <summary>
/// Sends slices: persistent, confirmed, returned when no queue takes them. Straight through the client, because the library
/// that receives them costs several times as much for a message sent.
/// </summary>
internal sealed class SlicePublisher(Uri broker, string name) : IAsyncDisposable
{
    private static readonly TimeSpan ConnectPatience = TimeSpan.FromSeconds(3);
    private readonly SemaphoreSlim _opening = new(1, 1);
    private IConnection? _connection;
    private IChannel? _channel;

    /// <summary>Completes when a quorum of the broker has the slice on disk; throws when it has not, or nobody knows.</summary>
    public async Task Send(string queue, EventSlice slice, CancellationToken ct)
    {
        var channel = _channel is { IsOpen: true } open ? open : await Open(ct);
        // Its own for each, because the client writes the number of the message into them.
        var properties = new BasicProperties { DeliveryMode = DeliveryModes.Persistent, ContentType = "application/json" };
        await channel.BasicPublishAsync("", queue, mandatory: true, properties, JsonSerializer.SerializeToUtf8Bytes(slice, WireJson.Options), ct);
    }

    // The relay tries again with a growing pause, so nothing has to be recovered here: a channel that is gone is made anew.
    private async Task<IChannel> Open(CancellationToken ct)
    {
        await _opening.WaitAsync(ct);
        try
        {
            if (_channel is { IsOpen: true } open) return open;
            if (_connection is { IsOpen: false }) await Close();
            _connection ??= await new ConnectionFactory
            {
                Uri = broker, ClientProvidedName = name, AutomaticRecoveryEnabled = false, RequestedConnectionTimeout = ConnectPatience,
            }.CreateConnectionAsync(ct);
            return _channel = await _connection.CreateChannelAsync(new CreateChannelOptions(
                publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true), ct);
        }
        finally
        {
            _opening.Release();
        }
    }

    private async Task Close()
    {
        var connection = _connection;
        (_connection, _channel) = (null, null);
        try
        {
            if (connection is not null) await connection.DisposeAsync();
        }
        catch (Exception e) when (e is IOException or OperationInterruptedException or TimeoutException)
        {
            // It was lost before; there is nothing left to close.
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Close();
        _opening.Dispose();
    }
}
