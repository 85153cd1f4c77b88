using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Npgsql;
using PartyReport.FreePorts;

namespace PartyReport.Hosts.Tests;

/// <summary>The way to a database, on a port of its own: closed at first, open, or one on which nothing comes back.</summary>
internal sealed class Way : IAsyncDisposable
{
    private readonly NpgsqlConnectionStringBuilder _server;
    private readonly ConcurrentBag<TcpClient> _clients = [];
    private readonly TaskCompletionSource _metTwice = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TcpListener? _listener;

    public Way(string server)
    {
        _server = new NpgsqlConnectionStringBuilder(server);
        Port = Ports.Free();
    }

    public int Port { get; }

    /// <summary>Completes when a second connection has come.</summary>
    public Task MetTwice => _metTwice.Task;

    public void Open() => Listen(Forward);

    /// <summary>Takes connections and everything that is sent, and never answers.</summary>
    public void Swallow() => Listen(_ => Task.CompletedTask);

    /// <summary>Cuts every connection and lets nobody in.</summary>
    public void Close()
    {
        _listener?.Dispose();
        while (_clients.TryTake(out var client)) client.Dispose();
    }

    public ValueTask DisposeAsync()
    {
        Close();
        return ValueTask.CompletedTask;
    }

    private void Listen(Func<TcpClient, Task> serve)
    {
        var listener = _listener = new TcpListener(IPAddress.Loopback, Port);
        listener.Start();
        _ = Accept(listener, serve);
    }

    private async Task Accept(TcpListener listener, Func<TcpClient, Task> serve)
    {
        try
        {
            while (true)
            {
                var client = await listener.AcceptTcpClientAsync();
                _clients.Add(client);
                if (_clients.Count > 1) _metTwice.TrySetResult();
                _ = serve(client);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Closed.
        }
    }

    private async Task Forward(TcpClient client)
    {
        try
        {
            var server = new TcpClient();
            _clients.Add(server);
            await server.ConnectAsync(_server.Host!, _server.Port);
            await Task.WhenAny(client.GetStream().CopyToAsync(server.GetStream()), server.GetStream().CopyToAsync(client.GetStream()));
            client.Dispose();
            server.Dispose();
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException)
        {
            // Cut.
        }
    }
}
