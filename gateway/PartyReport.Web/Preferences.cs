using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace PartyReport.Web;

/// <summary>Language and theme, kept in cookies of the browser.</summary>
internal static class Preferences
{
    public const string LanguageCookie = "__Host-partyreport-language";
    public const string ThemeCookie = "__Host-partyreport-theme";

    private static readonly TimeSpan Life = TimeSpan.FromDays(365);

    public static void Map(IEndpointRouteBuilder pages) => pages.MapPost("/preferences", (Delegate)Keep);

    private static async Task<IResult> Keep(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync();
        if (Language.Of(form["language"]) is { } language) Set(context.Response, LanguageCookie, language.Tag);
        if (form["theme"].ToString() is var theme && theme is "light" or "dark" or "system") Set(context.Response, ThemeCookie, theme);
        return Results.LocalRedirect(Local(form["back"].ToString()));
    }

    /// <summary>An address of ours, or the desk: a form that leads elsewhere is none of ours.</summary>
    public static string Local(string address) =>
        address.StartsWith('/') && !address.StartsWith("//", StringComparison.Ordinal) && !address.Contains('\\') && !address.Any(char.IsControl)
            ? address
            : "/";

    private static void Set(HttpResponse response, string name, string value) => response.Cookies.Append(name, value, new CookieOptions
    {
        Secure = true, HttpOnly = true, SameSite = SameSiteMode.Lax, Path = "/", MaxAge = Life, IsEssential = true,
    });
}
