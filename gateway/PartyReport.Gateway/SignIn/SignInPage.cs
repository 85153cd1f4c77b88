using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using PartyReport.Web;
using PartyReport.Web.SignIn;

namespace PartyReport.Gateway;

/// <summary>The page to sign in on, with a password or, where that is allowed, as a person of the demo county.</summary>
internal static class SignInPage
{
    private static readonly IReadOnlyList<SignInChoice> Choices =
        [.. DemoSignIn.Accounts.Select(a => new SignInChoice(a.Person, new Text(a.Chinese, a.English)))];

    public static void Map(IEndpointRouteBuilder pages) =>
        pages.MapGet("/sign-in", (HttpContext context, DemoSignIn demo) => Show(context, demo, null, "", StatusCodes.Status200OK));

    /// <param name="fault">What was refused; null: nothing.</param>
    /// <param name="name">Name that was typed.</param>
    public static IResult Show(HttpContext context, DemoSignIn demo, Problem? fault, string name, int status) =>
        new SignInScreen(demo.IsOpenTo(context) ? Choices : [], fault, name, Provider(context)).Show(context, status);

    private static SignInElsewhere? Provider(HttpContext context) => context.RequestServices.GetService<SignInProvider>() is { } provider
        ? new SignInElsewhere(ProviderPages.Start, new Text(provider.LabelZh, provider.LabelEn))
        : null;
}
