using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using PartyReport.Contracts;
using PartyReport.Eventing;

namespace PartyReport.Hosting;

/// <summary>Who asks for a change, under which idempotency key, and when. A handler takes it as a parameter.</summary>
/// <param name="Actor">Person who acts.</param>
/// <param name="Key">Idempotency key, unique for the actor.</param>
/// <param name="RequestHash">Hash of method, path and body.</param>
/// <param name="At">The instant that counts as now in the whole command.</param>
/// <param name="IfMatch">The ETag that the caller saw; null when none was sent.</param>
/// <param name="Session">Session or key of another system that it came by; null: the token names none.</param>
public sealed record Command(Guid Actor, string Key, byte[] RequestHash, DateTimeOffset At, string? IfMatch = null, Guid? Session = null)
{
    /// <summary>Key of the stored answer.</summary>
    public CommandKey Id => new(Actor.ToString("D"), Key);

    /// <summary>Turns events into their final bytes, at the versions after <paramref name="version"/>.</summary>
    public IReadOnlyList<NewEvent> Record(EventLog log, Guid stream, int version, IEnumerable<object> events, params Cause?[] causes)
    {
        var headers = new EventHeaders(Id.Actor, Key, [.. causes.OfType<Cause>()], System.Diagnostics.Activity.Current?.Id, Session);
        return [.. events.Select((e, i) => log.Types.Write(stream, version + 1 + i, e, headers, At))];
    }

    /// <summary>Commits events, the answer and the read model in one transaction.</summary>
    public Task Commit(EventLog log, IReadOnlyList<NewEvent> events, Answer answer, Func<Session, Task> readModel, CancellationToken ct) =>
        log.Commit(Id, new StoredAnswer
        {
            RequestHash = RequestHash, Status = answer.Status, Location = answer.Location, ETag = answer.ETag, Body = answer.Body,
        }, events, readModel, ct);

    /// <summary>Refuses a change of an existing object unless the caller saw its newest state.</summary>
    public Refusal? Unless(string etag) => IfMatch switch
    {
        null => Refusal.ConditionMissing("Send If-Match with the ETag of the object that you saw."),
        var seen when seen == etag || seen == "*" => null,
        _ => Refusal.Stale("request.stale", $"The object has changed since; it is at {etag}. Read it again."),
    };

    /// <summary>Hands the command, made by the middleware, to the endpoint.</summary>
    public static ValueTask<Command?> BindAsync(HttpContext context, ParameterInfo parameter) =>
        ValueTask.FromResult<Command?>(context.Features.GetRequiredFeature<Command>());
}
