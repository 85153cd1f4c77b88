using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using PartyReport.Eventing;

namespace PartyReport.Hosting;

/// <summary>
/// Makes every change idempotent. Looks the key up first, hands a repeated command its stored answer, and decides again
/// when another transaction won the race.
/// </summary>
internal sealed class CommandMiddleware(RequestDelegate next, TimeProvider clock)
{
    private const int MaxKeyLength = 200;
    private const int MaxRaces = 8;
    private const int MaxLarge = 2;
    private int _large;

    public async Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<ModuleName>() is not { } module || !Changes(context.Request.Method))
        {
            await next(context);
            return;
        }
        if (Key(context.Request) is not { } key)
        {
            await Refusal.Malformed("request.key-missing",
                $"Send a header Idempotency-Key of 1 to {MaxKeyLength} characters, new for each intent and the same for each repetition.")
                .ToProblem().ExecuteAsync(context);
            return;
        }
        var log = context.RequestServices.GetRequiredKeyedService<EventLog>(module.Name);
        if (context.GetEndpoint()!.Metadata.GetMetadata<LargeBody>() is { } large) await Take(context, large, log, module.Name, key);
        else await Answer(context, log, await Command(context, module.Name, key));
    }

    private async Task Take(HttpContext context, LargeBody large, EventLog log, string module, string key)
    {
        if (await large.MayNot(context.RequestServices, context.Features.GetRequiredFeature<Access>()) is { } refusal)
        {
            await refusal.ToProblem().ExecuteAsync(context);
            return;
        }
        try
        {
            if (Interlocked.Increment(ref _large) <= MaxLarge) await Answer(context, log, await Command(context, module, key));
            else await Busy(context);
        }
        finally
        {
            Interlocked.Decrement(ref _large);
        }
    }

    private static Task Busy(HttpContext context)
    {
        context.Response.Headers.RetryAfter = "10";
        return new Refusal(StatusCodes.Status429TooManyRequests, "request.uploads-busy", "Other files are being taken; send this one again in a moment.")
            .ToProblem().ExecuteAsync(context);
    }

    private async Task Answer(HttpContext context, EventLog log, Command command)
    {
        for (var race = 1; ; race++)
        {
            if (await log.FindAnswer(command.Id) is { } stored)
            {
                await Repeat(stored, command).ExecuteAsync(context);
                return;
            }
            try
            {
                context.Features.Set(command);
                await next(context);
                return;
            }
            // Nothing was written and nothing sent: read again, decide again.
            catch (LostRaceException) when (race < MaxRaces && !context.Response.HasStarted)
            {
                context.Request.Body.Position = 0;
            }
        }
    }

    private static IResult Repeat(StoredAnswer stored, Command command) =>
        stored.RequestHash.AsSpan().SequenceEqual(command.RequestHash)
            ? new Answer(stored.Status, stored.Location, stored.ETag, stored.Body).ToResult()
            : Refusal.Conflict("request.key-reused",
                "This Idempotency-Key was used for another request. Use a new key for a new intent.").ToProblem();

    private async Task<Command> Command(HttpContext context, string module, string key)
    {
        var request = context.Request;
        request.EnableBuffering();
        using var hash = Hash(context.RequestServices.GetKeyedService<RequestHashKey>(module));
        hash.AppendData(Encoding.UTF8.GetBytes($"{request.Method} {request.Path}{request.QueryString}\n"));
        var buffer = new byte[16 * 1024];
        while (await request.Body.ReadAsync(buffer, context.RequestAborted) is var read and > 0) hash.AppendData(buffer.AsSpan(0, read));
        request.Body.Position = 0;
        var ifMatch = request.Headers.IfMatch.ToString();
        var actor = context.Features.GetRequiredFeature<Actor>();
        return new Command(
            actor.Person, key, hash.GetHashAndReset(), clock.GetUtcNow(), ifMatch.Length == 0 ? null : ifMatch, actor.Claims.Session);
    }

    private static IncrementalHash Hash(RequestHashKey? key) => key is null
        ? IncrementalHash.CreateHash(HashAlgorithmName.SHA256)
        : IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key.Bytes);

    private static string? Key(HttpRequest request) =>
        request.Headers["Idempotency-Key"].ToString() is { Length: > 0 and <= MaxKeyLength } key ? key : null;

    private static bool Changes(string method) =>
        HttpMethods.IsPost(method) || HttpMethods.IsPut(method) || HttpMethods.IsPatch(method) || HttpMethods.IsDelete(method);
}
