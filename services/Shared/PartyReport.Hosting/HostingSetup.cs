using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using PartyReport.Contracts;
using Scalar.AspNetCore;

namespace PartyReport.Hosting;

/// <summary>What every service's web side has in common.</summary>
public static class HostingSetup
{
    /// <summary>Address of the API page.</summary>
    public const string ApiPage = "/scalar";

    /// <summary>Item of a request for the API page: the nonce that its scripts carry, another one each time.</summary>
    public const string ScriptNonce = ScalarOptions.NonceHttpContextItemKey;

    /// <summary>Problem details, strict JSON, the OpenAPI document.</summary>
    public static IServiceCollection AddHosting(this IServiceCollection services)
    {
        services.AddProblems().AddSingleton<TokenReader>();
        // Outside development a body that cannot be read would be refused without its place; FailureHandler names it.
        services.Configure<RouteHandlerOptions>(o => o.ThrowOnBadRequest = true);
        services.ConfigureHttpJsonOptions(o => Strict(o.SerializerOptions));
        services.AddOpenApi(o => o.AddOperationTransformer<CommandHeaders>().AddDocumentTransformer(CommandHeaders.Describe));
        return services;
    }

    /// <summary>Every failure is a problem document with a code, and is logged once.</summary>
    public static IServiceCollection AddProblems(this IServiceCollection services) => services
        .AddProblemDetails(o => o.CustomizeProblemDetails = p => p.ProblemDetails.Extensions.TryAdd("code", CodeOf(p.ProblemDetails.Status)))
        .AddExceptionHandler<FailureHandler>();

    /// <summary>The pipeline in front of the modules' endpoints.</summary>
    public static void UseHosting(this WebApplication app)
    {
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.UseRouting();
        app.UseMiddleware<ServiceCallerMiddleware>();
        app.UseMiddleware<ActorMiddleware>();
        app.UseMiddleware<Freshness>();
        app.UseMiddleware<AccessMiddleware>();
        app.UseMiddleware<CommandMiddleware>();
    }

    /// <summary>The OpenAPI document and its page; everything it needs comes from this server.</summary>
    public static void MapApiPage(this IEndpointRouteBuilder routes)
    {
        routes.MapOpenApi();
        routes.MapScalar();
    }

    /// <summary>The page for a document at the usual address.</summary>
    public static void MapScalar(this IEndpointRouteBuilder routes) =>
        // Nothing on the page may lead out of an intranet: no fonts, assistants, counters or hosted tools.
        routes.MapScalarApiReference(ApiPage, o => o.WithTitle("PartyReport").WithNonce().DisableDefaultFonts().DisableAgent().DisableMcp()
            .DisableTelemetry().HideDeveloperTools().HideClientButton());

    /// <summary>The group of a module's endpoints: its changes are idempotent commands, and every call names its person.</summary>
    public static RouteGroupBuilder MapModule(this IEndpointRouteBuilder routes, string module, string prefix) => routes
        .MapGroup(prefix).WithTags(module).WithMetadata(new ModuleName(module))
        .ProducesProblem(StatusCodes.Status401Unauthorized);

    /// <summary>A group of endpoints for one other service and for nobody else. No part of the API that people use.</summary>
    public static RouteGroupBuilder MapForService(this IEndpointRouteBuilder routes, string module, string caller, string prefix) => routes
        .MapGroup(prefix).WithMetadata(new ServiceCaller(module, caller)).ExcludeFromDescription();

    private static string CodeOf(int? status) => status switch
    {
        >= 500 => "server.fault",
        StatusCodes.Status404NotFound => "request.address-unknown",
        StatusCodes.Status405MethodNotAllowed => "request.method-unknown",
        _ => "request.malformed",
    };

    private static void Strict(JsonSerializerOptions json)
    {
        json.Encoder = WireJson.Options.Encoder;
        json.DefaultIgnoreCondition = WireJson.Options.DefaultIgnoreCondition;
        json.NumberHandling = JsonNumberHandling.Strict;
        json.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        json.RespectNullableAnnotations = true;
        json.RespectRequiredConstructorParameters = true;
    }
}
