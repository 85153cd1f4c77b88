using System.Net;
using System.Net.Sockets;
using PartyReport.FreePorts;

namespace PartyReport.Eventing.Tests;

/// <summary>A wire to the broker that can be cut, and on which answers can get lost while requests still arrive.</summary>
internal sealed class TcpProxy(string host, int port) : IDisposable
{
    private readonly List<Socket> _sockets = [];
    private readonly CancellationTokenSource _end = new();
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private volatile bool _swallow;

    /// <summary>Reserved at once, so that an address exists before anybody listens there.</summary>
    public int Port { get; } = Ports.Free();

    /// <summary>Bytes that came from the target and were thrown away.</summary>
    public long Swallowed;

    public void Open()
    {
        _listener.Server.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        _listener.Server.Bind(new IPEndPoint(IPAddress.Loopback, Port));
        _listener.Server.Listen(100);
        _ = Accept();
    }

    public void SwallowAnswers() => _swallow = true;

    /// <summary>Cuts every connection; new ones work.</summary>
    public void Cut()
    {
        _swallow = false;
        lock (_sockets)
        {
            foreach (var socket in _sockets) socket.Dispose();
            _sockets.Clear();
        }
    }

    public void Dispose()
    {
        _end.Cancel();
        _listener.Server.Dispose();
        Cut();
        _end.Dispose();
    }

    private async Task Accept()
    {
        try
        {
            while (!_end.IsCancellationRequested)
            {
                var client = await _listener.Server.AcceptAsync(_end.Token);
                var server = new Socket(SocketType.Stream, ProtocolType.Tcp);
                await server.ConnectAsync(host, port, _end.Token);
                lock (_sockets) _sockets.AddRange([client, server]);
                _ = Pump(client, server, answers: false);
                _ = Pump(server, client, answers: true);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException or SocketException)
        {
            // Closed.
        }
    }

    private async Task Pump(Socket from, Socket to, bool answers)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            while (await from.ReceiveAsync(buffer) is var read and > 0)
                if (answers && _swallow) Interlocked.Add(ref Swallowed, read);
                else await to.SendAsync(buffer.AsMemory(0, read));
        }
        catch (Exception e) when (e is ObjectDisposedException or SocketException)
        {
            // Cut.
        }
        from.Dispose();
        to.Dispose();
    }
}
