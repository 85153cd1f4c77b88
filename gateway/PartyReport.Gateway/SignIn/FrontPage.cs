using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace PartyReport.Gateway;

/// <summary>Says who you are and where to go; the pages of the product take its place.</summary>
internal static class FrontPage
{
    public static void Map(IEndpointRouteBuilder pages) => pages.MapGet("/", (HttpContext context) =>
        context.User.Identity is { IsAuthenticated: true } ? Show(context) : Results.Redirect("/sign-in"));

    private static IResult Show(HttpContext context)
    {
        var person = context.User.FindFirstValue(ClaimTypes.NameIdentifier);
        var account = DemoSignIn.Accounts.FirstOrDefault(a => a.Person.ToString("D") == person);
        return Page.Of(context, "PartyReport",
            $"<h1>{account.Chinese}</h1><p>{account.English}</p><ul>" +
            "<li><a class=\"go\" href=\"/api/notices\">我的通知<small>my notices</small></a></li>" +
            "<li><a class=\"go\" href=\"/api/reviews\">待我审批<small>reports that wait for me</small></a></li>" +
            "<li><form method=\"post\" action=\"/sign-out\"><button>退出登录<small>sign out</small></button></form></li></ul>");
    }
}
