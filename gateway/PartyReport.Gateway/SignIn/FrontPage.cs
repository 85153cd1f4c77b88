using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace PartyReport.Gateway;

/// <summary>Says who you are and where to go; the pages of the product take its place.</summary>
internal static class FrontPage
{
    public static void Map(IEndpointRouteBuilder pages, string? apiPage) => pages.MapGet("/", (HttpContext context) =>
        context.User.Identity is { IsAuthenticated: true } ? Show(context, apiPage) : Results.Redirect("/sign-in"));

    private static IResult Show(HttpContext context, string? apiPage)
    {
        var account = DemoSignIn.Of(context.User.FindFirstValue(ClaimTypes.NameIdentifier));
        return Page.Of(context, "工作台",
            $"<h1>{account?.Chinese}</h1><p lang=\"en\">{account?.English}</p><ul>" +
            Link("/api/notices", "我的通知", "My notices") + Link("/api/reviews", "待我审批", "Reports that wait for me") +
            (apiPage is null ? "" : Link(apiPage, "接口说明", "API page")) + Link("/sign-in", "换一个账号", "Another account") +
            "</ul><form method=\"post\" action=\"/sign-out\"><button>退出登录<small lang=\"en\">Sign out</small></button></form>");
    }

    private static string Link(string address, string chinese, string english) =>
        $"<li><a class=\"go\" href=\"{address}\">{chinese}<small lang=\"en\">{english}</small></a></li>";
}
