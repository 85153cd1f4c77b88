using System.Globalization;
using System.Text;
using PartyReport.Contracts;
using PartyReport.Contracts.Directory.Http;

namespace PartyReport.GatewayCosts;

/// <summary>
/// The same small answer to everything. As the directory it knows every session. What must have a token and what must have none is
/// looked at, so that nothing is measured that does not happen.
/// </summary>
internal static class BackEnd
{
    private static readonly byte[] Answer = Encoding.UTF8.GetBytes("""{"id":"0b0e5f6e-5f0a-4f0e-9d1c-3f1f8b1f2a10","title":"述职报告","revision":7}""");
    private static readonly DateTimeOffset Never = new(2099, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static Task Run(int port)
    {
        var app = Servers.Quiet(port).Build();
        var sessions = app.MapGroup("/internal/sessions");
        sessions.MapPost("/state", async context =>
        {
            var asked = (await context.Request.ReadFromJsonAsync<SessionRequest>(WireJson.Options))!;
            await context.Response.WriteAsJsonAsync(StateOf(asked.Session), WireJson.Options);
        });
        sessions.MapGet("/ended", context => context.Response.WriteAsJsonAsync(new EndedSessions("0", []), WireJson.Options));
        sessions.MapPost("/seen", context =>
        {
            context.Response.StatusCode = StatusCodes.Status204NoContent;
            return Task.CompletedTask;
        });
        app.MapGet("/{**rest}", Reply);
        return app.RunAsync();
    }

    private static Task Reply(HttpContext context)
    {
        var token = context.Request.Headers.Authorization.ToString().StartsWith("Bearer ey", StringComparison.Ordinal);
        if (token != context.Request.Path.StartsWithSegments("/api") || context.Request.Headers.Cookie.Count > 0)
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = Answer.Length;
        return context.Response.Body.WriteAsync(Answer).AsTask();
    }

    // Four posts: more than most people hold.
    private static SessionState StateOf(string session)
    {
        var id = new Guid(Encoding.ASCII.GetBytes(session)[..16]);
        return new SessionState(
            id, id, id, false, null, TimeProvider.System.GetUtcNow(), Never, 1_800,
            [.. Enumerable.Range(1, 4).Select(n => new SessionPost(Post(n), Post(n + 100), "member"))], "1/1000/1000@3");
    }

    private static Guid Post(int number) => Guid.Parse(number.ToString("D32", CultureInfo.InvariantCulture));
}
