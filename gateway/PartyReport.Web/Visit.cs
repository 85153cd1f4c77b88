using System.Reflection;
using System.Security.Claims;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.DependencyInjection;
using PartyReport.Contracts;

namespace PartyReport.Web;

/// <summary>One request for a page: who reads, in which language, and the services asked in their name.</summary>
public sealed class Visit
{
    /// <summary>Claim of who signed in with an account; a demo account is none.</summary>
    public const string AccountClaim = "account";

    private readonly HttpContext _context;
    private readonly Lazy<AntiforgeryTokenSet> _tokens;

    internal Visit(HttpContext context)
    {
        _context = context;
        _tokens = new(() => context.RequestServices.GetRequiredService<IAntiforgery>().GetAndStoreTokens(context));
        L = Language.Of(context.Request);
        Now = context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
    }

    /// <summary>The reader's language.</summary>
    public Language L { get; }

    /// <summary>The instant that counts as now on the whole page.</summary>
    public DateTimeOffset Now { get; }

    /// <summary>Chosen theme; null: as the browser prefers.</summary>
    public string? Theme => _context.Request.Cookies[Preferences.ThemeCookie] is { } chosen && chosen is "light" or "dark" ? chosen : null;

    /// <summary>Address of this page, to come back to; of a form's answer the page that it is on.</summary>
    public string Here => HttpMethods.IsGet(_context.Request.Method) ? _context.Request.GetEncodedPathAndQuery() : "/";

    /// <summary>Path of this page.</summary>
    public string Path => _context.Request.Path;

    /// <summary>Name and value of the field that proves that a form is ours.</summary>
    public (string Name, string Value) FormToken => (_tokens.Value.FormFieldName, _tokens.Value.RequestToken!);

    /// <summary>Who reads; null when nobody is signed in.</summary>
    public Reader? Reader { get; private set; }

    internal DraftingClient Drafting => new(To("drafting"));
    internal ReviewClient Review => new(To("review"));
    internal ArchiveClient Archive => new(To("archive"));
    internal NoticeClient Notices => new(To("notification"));
    internal DirectoryClient Directory => new(To("directory"));

    /// <summary>Whether the reader has an account, and so a password to change.</summary>
    public bool HasAccount => _context.User.HasClaim(c => c.Type == AccountClaim);

    internal Guid? Person => Guid.TryParse(_context.User.FindFirstValue(ClaimTypes.NameIdentifier), out var person) ? person : null;

    /// <summary>Hands the visit to an endpoint.</summary>
    public static ValueTask<Visit?> BindAsync(HttpContext context, ParameterInfo parameter) => ValueTask.FromResult<Visit?>(new Visit(context));

    /// <summary>A refusal in the reader's language.</summary>
    public string Explain(Problem problem) =>
        L == Language.Chinese && RefusalTexts.Chinese.TryGetValue(problem.Code, out var text) ? text
        : problem.Detail is { Length: > 0 } detail ? detail : L[Words.NoAnswer];

    /// <summary>Names for a page; without the directory the page shows dashes.</summary>
    internal async Task<Names> Names(IEnumerable<Guid>? units = null, IEnumerable<Guid>? posts = null, IEnumerable<Guid>? people = null) =>
        await Directory.Names(units ?? [], posts ?? [], people ?? []) is { Value: { } view } ? new Names(view) : Web.Names.Nothing;

    /// <summary>A page of the product.</summary>
    internal async Task<IResult> Show<TView>(object model, int status = StatusCodes.Status200OK) where TView : IComponent
    {
        Reader ??= await Web.Reader.Meet(this);
        Headers.Write(_context.Response);
        return new RazorComponentResult<TView>(new Dictionary<string, object?> { ["Visit"] = this, ["Model"] = model }) { StatusCode = status };
    }

    /// <summary>A file to keep.</summary>
    internal IResult Download(string text, string name)
    {
        _context.Response.Headers.CacheControl = "no-cache, no-store";
        return Results.File(System.Text.Encoding.UTF8.GetBytes(text), "text/plain; charset=utf-8", name);
    }

    /// <summary>The page that says why there is no other.</summary>
    /// <param name="typed">A form whose answer this is. It gets another token, except where its own is good again once its sender is signed in.</param>
    internal Task<IResult> Refused(Problem problem, IFormCollection? typed = null) => Show<Problems.ProblemView>(
        new Problems.ProblemModel(problem, [.. (typed ?? FormCollection.Empty).Where(f => f.Key != FormToken.Name || problem.Status == Lapse.Status)]),
        problem.Status);

    /// <summary>
    /// What the form of this request brought, to be sent again. Nothing of one with passwords; nor of one with a file, which no page can put
    /// back into it and which its sender has; nor of one that is too large to be read.
    /// </summary>
    internal async Task<IFormCollection> Typed()
    {
        if (!HttpMethods.IsPost(_context.Request.Method) || !_context.Request.HasFormContentType
            || _context.GetEndpoint()?.Metadata.GetMetadata<WebPage>() is not { Secret: false }) return FormCollection.Empty;
        try
        {
            var form = await _context.Request.ReadFormAsync();
            return form.Files.Any(f => f.Length > 0) ? FormCollection.Empty : form;
        }
        catch (Exception e) when (e is InvalidDataException or BadHttpRequestException)
        {
            return FormCollection.Empty;
        }
    }

    /// <summary>The answer to a form whose sender is not signed in any more: what they typed; null: nothing, or no browser sent it.</summary>
    public static async Task<IResult?> Lapsed(HttpContext context)
    {
        var visit = new Visit(context);
        return Problems.ProblemPages.WantsPage(context.Request) && await visit.Typed() is { Count: > 0 } typed ? await visit.Refused(Lapse, typed) : null;
    }

    private static readonly Problem Lapse = new("request.not-signed-in", StatusCodes.Status401Unauthorized, "Sign in first.");

    private Service To(string service) => new(
        _context.RequestServices.GetRequiredService<Connections>().To(service), _context.User, _context.RequestAborted);
}
