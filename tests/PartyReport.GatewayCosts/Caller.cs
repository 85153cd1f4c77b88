using System.Net;
using System.Net.Sockets;
using System.Text;

namespace PartyReport.GatewayCosts;

/// <summary>
/// One connection that asks the same over and over. Plain sockets, because the load shares the processors with what it measures: what it
/// needs itself makes every gateway look alike.
/// </summary>
internal sealed class Caller : IDisposable
{
    private static readonly byte[] Ok = "HTTP/1.1 200 "u8.ToArray(), EndOfHeaders = "\r\n\r\n"u8.ToArray(), Length = "\r\nContent-Length: "u8.ToArray();
    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] _request, _answer = new byte[16 * 1024];

    private Caller(byte[] request) => _request = request;

    public static async Task<Caller> Open(int port, string path, string? session)
    {
        var cookie = session is null ? "" : $"Cookie: __Host-partyreport={session}\r\n";
        var caller = new Caller(Encoding.ASCII.GetBytes(
            $"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAccept: application/json\r\nUser-Agent: partyreport-load\r\n{cookie}\r\n"));
        await caller._socket.ConnectAsync(IPAddress.Loopback, port);
        return caller;
    }

    public async ValueTask Ask()
    {
        await _socket.SendAsync(_request);
        var (have, need) = (0, int.MaxValue);
        while (have < need)
        {
            var read = await _socket.ReceiveAsync(_answer.AsMemory(have));
            if (read == 0) throw new InvalidOperationException("The connection was closed.");
            have += read;
            if (need == int.MaxValue) need = Whole(_answer.AsSpan(0, have));
        }
    }

    public void Dispose() => _socket.Dispose();

    private static int Whole(ReadOnlySpan<byte> answer)
    {
        var end = answer.IndexOf(EndOfHeaders);
        if (end < 0) return int.MaxValue;
        if (!answer.StartsWith(Ok)) throw new InvalidOperationException($"Not 200: {Encoding.UTF8.GetString(answer)}");
        var length = answer.IndexOf(Length);
        if (length < 0) throw new InvalidOperationException($"No length: {Encoding.UTF8.GetString(answer)}");
        var number = answer[(length + Length.Length)..];
        return end + EndOfHeaders.Length + int.Parse(number[..number.IndexOf((byte)'\r')], System.Globalization.CultureInfo.InvariantCulture);
    }
}
