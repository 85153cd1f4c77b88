using System.Net;
using System.Security.Claims;
using Microsoft.AspNetCore.Http.Features;
using PartyReport.Gateway;
using PartyReport.Web;

namespace PartyReport.AllInOne;

/// <summary>
/// The way to the services of the same process: through the whole pipeline, as if a request had come in with the session of the page's
/// reader, but without an address. The modules still see a token and verify it.
/// </summary>
internal sealed class InProcess(IServiceScopeFactory scopes) : HttpMessageHandler
{
    private RequestDelegate? _pipeline;

    /// <summary>Takes everything that follows as the pipeline to send through.</summary>
    public RequestDelegate Enter(RequestDelegate pipeline) => _pipeline = pipeline;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var pipeline = _pipeline ?? throw new HttpRequestException("The process is starting.");
        await using var scope = scopes.CreateAsyncScope();
        using var answer = new MemoryStream();
        var context = new DefaultHttpContext { RequestServices = scope.ServiceProvider, RequestAborted = cancellationToken };
        var starting = new Starting();
        context.Features.Set<IHttpResponseFeature>(starting);
        context.Features.Set(new InProcessCall());
        await Fill(context, request, cancellationToken);
        context.Response.Body = answer;
        await pipeline(context);
        await starting.Start();
        return Read(context.Response, answer.ToArray());
    }

    private static async Task Fill(DefaultHttpContext context, HttpRequestMessage request, CancellationToken ct)
    {
        context.User = request.Options.TryGetValue(Connections.Asking, out var asking) ? asking : new ClaimsPrincipal(new ClaimsIdentity());
        context.Request.Method = request.Method.Method;
        context.Request.Scheme = request.RequestUri!.Scheme;
        context.Request.Host = new HostString(request.RequestUri.Host);
        context.Request.Path = PathString.FromUriComponent(request.RequestUri);
        context.Request.QueryString = QueryString.FromUriComponent(request.RequestUri);
        foreach (var (name, values) in request.Headers) context.Request.Headers[name] = values.ToArray();
        if (request.Content is not { } content) return;
        var body = await content.ReadAsByteArrayAsync(ct);
        foreach (var (name, values) in content.Headers) context.Request.Headers[name] = values.ToArray();
        (context.Request.Body, context.Request.ContentLength) = (new MemoryStream(body), body.Length);
        context.Features.Set<IHttpRequestBodyDetectionFeature>(new HasBody());
    }

    private static HttpResponseMessage Read(HttpResponse response, byte[] body)
    {
        var message = new HttpResponseMessage((HttpStatusCode)response.StatusCode) { Content = new ByteArrayContent(body) };
        foreach (var (name, values) in response.Headers)
            if (!message.Headers.TryAddWithoutValidation(name, values.ToArray()))
                message.Content.Headers.TryAddWithoutValidation(name, values.ToArray());
        return message;
    }

    /// <summary>What is to be done before an answer goes out is done here as well: a denial is taken down before anybody hears of it.</summary>
    private sealed class Starting : HttpResponseFeature
    {
        private readonly Stack<(Func<object, Task> Act, object State)> _before = [];

        public override void OnStarting(Func<object, Task> callback, object state) => _before.Push((callback, state));

        public async Task Start()
        {
            while (_before.TryPop(out var next)) await next.Act(next.State);
        }
    }

    private sealed class HasBody : IHttpRequestBodyDetectionFeature
    {
        public bool CanHaveBody => true;
    }
}
