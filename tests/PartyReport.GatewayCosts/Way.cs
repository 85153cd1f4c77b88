using System.Buffers.Text;
using System.Diagnostics;
using System.Security.Cryptography;

namespace PartyReport.GatewayCosts;

/// <summary>A way through one of the gateways, with its connections.</summary>
internal sealed record Way(string Name, string Process, IReadOnlyList<Caller> Callers)
{
    public const string Bare = "bare", Plain = "plain", Session = "session";
    private const int Connections = 32;

    /// <summary>The three ways. Addresses are equally long; each connection with a session has one of its own.</summary>
    public static async Task<IReadOnlyList<Way>> All(Processes processes) =>
    [
        new(Bare, Processes.Bare, await Open(processes.Port(Processes.Bare), "/plain/reports/0b0e5f6e", false)),
        new(Plain, Processes.Ours, await Open(processes.Port(Processes.Ours), "/plain/reports/0b0e5f6e", false)),
        new(Session, Processes.Ours, await Open(processes.Port(Processes.Ours), "/api/reports/0b0e5f6ead", true)),
    ];

    /// <summary>Every connection asks again when it is answered; answers a second.</summary>
    public async Task<(double Rate, int Answers, double Seconds)> Closed(TimeSpan time)
    {
        var answers = 0;
        var start = Stopwatch.GetTimestamp();
        await Task.WhenAll(Callers.Select(caller => Task.Run(async () =>
        {
            for (var mine = 1; ; mine++)
            {
                await caller.Ask();
                if (Stopwatch.GetElapsedTime(start) < time) continue;
                Interlocked.Add(ref answers, mine);
                return;
            }
        })));
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        return (answers / seconds, answers, seconds);
    }

    /// <summary>Milliseconds of one request.</summary>
    public async Task<double> Once(int nth)
    {
        var start = Stopwatch.GetTimestamp();
        await Callers[nth % Callers.Count].Ask();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static async Task<IReadOnlyList<Caller>> Open(int port, string path, bool session)
    {
        var callers = new List<Caller>();
        for (var i = 0; i < Connections; i++)
            callers.Add(await Caller.Open(port, path, session ? Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32)) : null));
        return callers;
    }
}
