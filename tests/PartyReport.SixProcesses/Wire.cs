using System.Net;
using System.Net.Sockets;

namespace PartyReport.SixProcesses;

/// <summary>A wire to a server on which each direction can go dead without being closed: what is sent waits, as on a network that drops it.</summary>
public sealed class Wire : IDisposable
{
    private readonly int _target;
    private readonly List<Socket> _sockets = [];
    private readonly CancellationTokenSource _end = new();
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private volatile TaskCompletionSource _requests = Open(), _answers = Open();

    public Wire(int target)
    {
        _target = target;
        _listener.Start(100);
        _ = Accept();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Nothing gets through in these directions until <see cref="Mend"/>.</summary>
    public void Cut(bool requests, bool answers)
    {
        if (requests) _requests = new(TaskCreationOptions.RunContinuationsAsynchronously);
        if (answers) _answers = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    public void Mend()
    {
        _requests.TrySetResult();
        _answers.TrySetResult();
    }

    public void Dispose()
    {
        _end.Cancel();
        _listener.Dispose();
        lock (_sockets)
            foreach (var socket in _sockets) socket.Dispose();
        Mend();
        _end.Dispose();
    }

    private static TaskCompletionSource Open()
    {
        var open = new TaskCompletionSource();
        open.SetResult();
        return open;
    }

    private async Task Accept()
    {
        while (!_end.IsCancellationRequested)
        {
            Socket? client = null;
            try
            {
                client = await _listener.AcceptSocketAsync(_end.Token);
                var server = new Socket(SocketType.Stream, ProtocolType.Tcp);
                lock (_sockets) _sockets.AddRange([client, server]);
                await server.ConnectAsync(IPAddress.Loopback, _target, _end.Token);
                _ = Pump(client, server, () => _requests.Task);
                _ = Pump(server, client, () => _answers.Task);
            }
            catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException or SocketException)
            {
                // Closed, or the server is away: so is its client.
                client?.Dispose();
            }
        }
    }

    private async Task Pump(Socket from, Socket to, Func<Task> passable)
    {
        from.NoDelay = to.NoDelay = true;
        var buffer = new byte[64 * 1024];
        try
        {
            while (await from.ReceiveAsync(buffer) is var read and > 0)
            {
                await passable();
                await to.SendAsync(buffer.AsMemory(0, read));
            }
        }
        catch (Exception e) when (e is ObjectDisposedException or SocketException)
        {
            // Closed.
        }
        // An end is news like any other and gets through only when the wire does.
        await passable();
        from.Dispose();
        to.Dispose();
        lock (_sockets) _sockets.RemoveAll(s => s == from || s == to);
    }
}
