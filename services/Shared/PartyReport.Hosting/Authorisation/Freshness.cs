using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using PartyReport.Eventing;

namespace PartyReport.Hosting;

/// <summary>
/// Nobody is judged by posts that the gateway knows to be old: a service whose copy of the organisation is behind the token waits a
/// little and then asks to be asked again. A token that names no position, and the directory itself, wait for nothing.
/// </summary>
internal sealed class Freshness(RequestDelegate next, TimeProvider clock)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(200), Pause = TimeSpan.FromMilliseconds(10);

    // How far each copy has been seen to be: most requests need no look at the row.
    private readonly ConcurrentDictionary<(string Service, int Shard), Cursor> _seen = new();

    public async Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<ModuleName>() is { } module && context.Features.Get<Actor>()?.Directory is { } position
            && !await IsReached(context, module.Name, position))
        {
            context.Response.Headers.RetryAfter = "1";
            await new Refusal(StatusCodes.Status503ServiceUnavailable, "organisation.behind",
                "This service has not heard of the newest posts yet. Repeat in a moment.").ToProblem().ExecuteAsync(context);
            return;
        }
        await next(context);
    }

    private async Task<bool> IsReached(HttpContext context, string service, DirectoryPosition position)
    {
        if (service == Organisation.Publisher || (_seen.TryGetValue((service, position.Shard), out var seen) && seen >= position.Cursor)) return true;
        var log = context.RequestServices.GetRequiredKeyedService<EventLog>(service);
        var start = clock.GetTimestamp();
        using var timer = new PeriodicTimer(Pause, clock);
        do
        {
            var place = await log.Read(s => PlaceOf(s, position.Shard));
            if (place >= position.Cursor)
            {
                _seen.AddOrUpdate((service, position.Shard), place, (_, old) => place > old ? place : old);
                return true;
            }
        }
        while (clock.GetElapsedTime(start) < Patience && await timer.WaitForNextTickAsync(context.RequestAborted));
        return false;
    }

    private static async Task<Cursor> PlaceOf(Session session, int shard) => (await session.First<RecordedEvent>(
        "select generation, xid, position from subscription where name = @Name and publisher = @Publisher and shard = @shard",
        new { Organisation.Name, Organisation.Publisher, shard }))?.Cursor ?? Cursor.Start;

    /// <summary>The subscription that keeps a copy; it has the same name in every service.</summary>
    private static class Organisation
    {
        public const string Name = "organisation", Publisher = "directory";
    }
}

/// <summary>A place in the directory's log: <c>generation/transaction/position@shard</c>.</summary>
public sealed record DirectoryPosition(int Shard, Cursor Cursor)
{
    /// <summary>Reads it; null when it is none.</summary>
    public static DirectoryPosition? Parse(string? text) =>
        text?.Split('@') is [var cursor, var shard] && Cursor.Parse(cursor) is { } at
        && int.TryParse(shard, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new DirectoryPosition(number, at)
            : null;
}
