using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using PartyReport.Contracts;
using PartyReport.Eventing;

namespace PartyReport.Hosting.Tests;

[Event("sample.counted")]
internal sealed record Counted(int Amount);

internal sealed record CountRequest(int Amount, string Note, string? Aside = null);

internal sealed record CounterView(Guid Id, int Total, int Version, string Note);

internal sealed record Counter
{
    public int Total { get; init; }
    public int Version { get; init; }
}

/// <summary>The smallest module: counters that people add to.</summary>
internal sealed class Counters
{
    /// <summary>Runs between reading and writing of a command; tests let commands meet here.</summary>
    public Func<Task> Between { get; set; } = () => Task.CompletedTask;

    /// <summary>Why nobody may send a large body; null: everybody may.</summary>
    public Refusal? MayNotSend { get; set; }

    public const int LargeBytes = 40 * 1024 * 1024;

    public static void Map(IEndpointRouteBuilder routes)
    {
        var counters = routes.MapModule("sample", "/api/counters");
        counters.MapPost("/{id:guid}", Count);
        counters.MapPut("/{id:guid}", Replace);
        counters.MapGet("/{id:guid}", async (Guid id, Actor actor, [FromKeyedServices("sample")] EventLog log) =>
            Results.Text($"{actor.Person:D} {(await Load(log, id)).Total}"));
        counters.MapPost("/large", async (HttpRequest request, Command call, Counters counters) =>
        {
            await counters.Between();
            return Results.Text($"{call.Session} {request.Body.Length}");
        }).WithMetadata(new LargeBody(LargeBytes, (services, _) => Task.FromResult(services.GetRequiredService<Counters>().MayNotSend)));
        counters.MapGet("/broken", string () => throw new InvalidOperationException("a secret of the server"));
    }

    private static async Task<IResult> Count(
        Guid id, CountRequest request, Command call, Counters counters, [FromKeyedServices("sample")] EventLog log, CancellationToken ct)
    {
        var counter = await Load(log, id);
        await counters.Between();
        return await Add(id, request, counter, call, log, ct);
    }

    private static async Task<IResult> Replace(
        Guid id, CountRequest request, Command call, [FromKeyedServices("sample")] EventLog log, CancellationToken ct)
    {
        var counter = await Load(log, id);
        return call.Unless($"\"{counter.Version}\"") is { } refusal ? refusal.ToProblem() : await Add(id, request, counter, call, log, ct);
    }

    private static async Task<IResult> Add(Guid id, CountRequest request, Counter counter, Command call, EventLog log, CancellationToken ct)
    {
        if (request.Amount == 0) return Refusal.Invalid("counter.amount-zero", "Name an amount other than 0.").ToProblem();
        var view = new CounterView(id, counter.Total + request.Amount, counter.Version + 1, request.Note);
        var answer = Answer.Created($"/api/counters/{id}", view, $"\"{view.Version}\"");
        await call.Commit(log, call.Record(log, id, counter.Version, [new Counted(request.Amount)]), answer, s => s.Execute(
            """
            insert into counter (id, total, version) values (@Id, @Total, @Version)
            on conflict (id) do update set total = excluded.total, version = excluded.version
            """, view), ct);
        return answer.ToResult();
    }

    private static async Task<Counter> Load(EventLog log, Guid id) =>
        await log.Read(s => s.First<Counter>("select total, version from counter where id = @id", new { id })) ?? new Counter();
}
