using System.Text.Json;
using PartyReport.Contracts;
using PartyReport.Contracts.Operations.Http;

namespace PartyReport.Matrix.Tests;

/// <summary>
/// Waits until services in processes of their own have nothing more to tell each other: every subscription has applied all that there
/// is, the copies of the organisation among them, and no log has grown from one look to the next. Only then does the table hold.
/// </summary>
internal sealed class Settled(Door door)
{
    // Bounds a wait and is no figure: a machine may be slow.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3), Pause = TimeSpan.FromMilliseconds(100);
    private static readonly string[] Services = ["directory", "drafting", "review", "archive", "notification"];

    public async Task Wait()
    {
        using var limit = new CancellationTokenSource(Patience);
        using var timer = new PeriodicTimer(Pause);
        string? before = null;
        while (true)
        {
            var looks = await Task.WhenAll(Services.Select(Look));
            var (heads, waiting) = (string.Join(", ", looks.Select(l => l?.Head)), Waiting(looks));
            if (waiting is null && heads == before) return;
            before = heads;
            if (limit.IsCancellationRequested) throw new TimeoutException($"Six processes did not settle. Logs: {heads}. Still: {waiting ?? "growing"}.");
            await timer.WaitForNextTickAsync();
        }
    }

    // Until a service knows the administrator's post it refuses them, and one that has just started may be away.
    private async Task<EventingView?> Look(string service)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/operations/{service}");
        using var response = await door.Send(People.Administrator, request);
        return response.IsSuccessStatusCode ? JsonSerializer.Deserialize<EventingView>(await response.Content.ReadAsStringAsync(), WireJson.Options) : null;
    }

    /// <summary>The first thing that is on its way, or null.</summary>
    private static string? Waiting(IReadOnlyList<EventingView?> looks)
    {
        if (looks.Contains(null)) return "a service that does not answer the administrator";
        var lanes = looks.SelectMany(l => l!.Lanes.Select(lane => (l.Service, lane))).ToDictionary(
            l => (Publisher: l.Service, l.lane.Subscriber, l.lane.Subscription, l.lane.Shard), l => l.lane);
        return (from look in looks
                from mine in look.Subscriptions
                let sent = lanes.GetValueOrDefault((mine.Publisher, look.Service, mine.Name, mine.Shard))
                where sent is null || sent.Lag.Events > 0 || mine.Mine != sent.Sent || mine.Blocked > 0
                select $"{look.Service}.{mine.Name} of {mine.Publisher}, shard {mine.Shard}").FirstOrDefault();
    }
}
