using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.WebEncoders;
using PartyReport.Web.Cycles;
using PartyReport.Web.Desk;
using PartyReport.Web.Problems;
using PartyReport.Web.Reports;
using PartyReport.Web.Reviews;
using PartyReport.Web.Trails;
using PartyReport.Web.Units;

namespace PartyReport.Web;

/// <summary>The web pages: static, without scripts, in two languages. The host adds <see cref="Connections"/>.</summary>
public static class WebSetup
{
    /// <summary>Rendering, the tokens of forms, and pages instead of problem documents for browsers.</summary>
    public static IServiceCollection AddWeb(this IServiceCollection services)
    {
        services.AddRazorComponents();
        services.AddAntiforgery(o =>
        {
            o.Cookie = new HostCookie { Name = "__Host-partyreport-form" };
            o.FormFieldName = "token";
            o.SuppressXFrameOptionsHeader = true;
        });
        // Chinese text as it is, not as numbers: a third of the bytes. What HTML gives a meaning is still escaped.
        services.Configure<WebEncoderOptions>(o => o.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
        // Before the framework's own writer, which would take every answer.
        services.Insert(0, ServiceDescriptor.Singleton<IProblemDetailsWriter, ProblemPages>());
        return services;
    }

    /// <summary>Pages for people who are signed in. The group names the policy.</summary>
    public static void MapWeb(this RouteGroupBuilder signedIn)
    {
        var pages = Pages(signedIn);
        DeskPage.Map(pages);
        ReportsPage.Map(pages);
        ReportPage.Map(pages);
        TextPage.Map(pages);
        EditPage.Map(pages);
        SubmitPage.Map(pages);
        ComparePage.Map(pages);
        ReviewsPage.Map(pages);
        ReviewPage.Map(pages);
        DecisionPage.Map(pages);
        TrailPage.Map(pages);
        CyclesPage.Map(pages);
        OpenCyclePage.Map(pages);
        UnitsPage.Map(pages);
    }

    /// <summary>What everybody gets: the style sheet, and the choice of language. The group names the policy.</summary>
    public static void MapOpenWeb(this RouteGroupBuilder open)
    {
        StyleSheet.Map(open);
        Preferences.Map(Pages(open));
    }

    /// <summary>A group for pages: their forms carry a token, and the choice of language is known.</summary>
    public static RouteGroupBuilder Pages(RouteGroupBuilder routes) => routes.MapGroup("")
        .WithMetadata(new WebPage()).ExcludeFromDescription().DisableAntiforgery().AddEndpointFilter<RouteGroupBuilder, FormGuard>();
}
