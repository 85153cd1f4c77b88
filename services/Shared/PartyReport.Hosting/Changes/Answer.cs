using System.Text.Json;
using Microsoft.AspNetCore.Http;
using PartyReport.Contracts;

namespace PartyReport.Hosting;

/// <summary>A success, in the bytes that are stored with the command and sent, now and on every repetition.</summary>
public sealed record Answer(int Status, string? Location, string? ETag, byte[] Body)
{
    /// <summary>201 with the address of what was made.</summary>
    public static Answer Created(string location, object body, string? etag = null) =>
        new(StatusCodes.Status201Created, location, etag, Bytes(body));

    /// <summary>200.</summary>
    public static Answer Ok(object body, string? etag = null) => new(StatusCodes.Status200OK, null, etag, Bytes(body));

    /// <summary>202: recorded; what follows from it happens in other services.</summary>
    public static Answer Accepted(string location, object body) => new(StatusCodes.Status202Accepted, location, null, Bytes(body));

    public IResult ToResult() => new Stored(this);

    private static byte[] Bytes(object body) => JsonSerializer.SerializeToUtf8Bytes(body, body.GetType(), WireJson.Options);

    private sealed class Stored(Answer answer) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            var response = httpContext.Response;
            response.StatusCode = answer.Status;
            response.ContentType = "application/json; charset=utf-8";
            if (answer.Location is not null) response.Headers.Location = answer.Location;
            if (answer.ETag is not null) response.Headers.ETag = answer.ETag;
            return response.Body.WriteAsync(answer.Body, httpContext.RequestAborted).AsTask();
        }
    }
}
