using System.Net;
using System.Net.Sockets;

namespace PartyReport.FreePorts;

/// <summary>Ports for programs that must know an address before anybody listens there. Where port 0 will do, take that.</summary>
public static class Ports
{
    // Below the range from which outgoing connections get theirs (32768 and up): a port of that range that is free now may be
    // somebody's connection in the next moment. Below those of deploy/local as well (20000 and up).
    private const int First = 11_000, Count = 9_000;

    private static int _next = Random.Shared.Next(Count);

    /// <summary>A port of loopback on which nobody listens. The same process gets each one once.</summary>
    public static int Free()
    {
        for (var tries = 0; tries < Count; tries++)
        {
            var port = First + (int)((uint)Interlocked.Increment(ref _next) % Count);
            if (IsFree(port)) return port;
        }
        throw new InvalidOperationException($"Every port from {First} to {First + Count - 1} is in use.");
    }

    private static bool IsFree(int port)
    {
        using var probe = new TcpListener(IPAddress.Loopback, port);
        try
        {
            probe.Start();
            return true;
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.AddressAlreadyInUse or SocketError.AccessDenied)
        {
            return false;
        }
    }
}
