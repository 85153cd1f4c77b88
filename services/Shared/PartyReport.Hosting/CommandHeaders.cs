using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace PartyReport.Hosting;

/// <summary>Writes what the middleware asks for (who asks, under which key), and a title a person can read, into the OpenAPI document.</summary>
internal sealed class CommandHeaders : IOpenApiOperationTransformer
{
    private const string Session = "session", Token = "token";

    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        if (!context.Description.ActionDescriptor.EndpointMetadata.OfType<ModuleName>().Any()) return Task.CompletedTask;
        operation.Summary ??= Words(operation.OperationId);
        operation.Security = [Needs(Session, context.Document), Needs(Token, context.Document)];
        operation.Parameters ??= [];
        if (context.Description.HttpMethod is not "GET")
            operation.Parameters.Add(Header("Idempotency-Key", "New for each intent, the same for each repetition; 1–200 characters."));
        return Task.CompletedTask;
    }

    /// <summary>Names the document and the two ways to say who asks.</summary>
    public static Task Describe(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info.Title = "PartyReport";
        document.AddComponent(Session, new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.ApiKey, In = ParameterLocation.Cookie, Name = "__Host-partyreport",
            Description = "Through the gateway: the session that /sign-in begins. A change from another site's page is refused.",
        });
        document.AddComponent(Token, new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http, Scheme = "bearer", BearerFormat = "JWT",
            Description = "Through the gateway: the key of another system (prk_…). Behind it: the gateway's token for this service (ES256, at most a " +
                "minute); the gateway takes off any that comes from outside.",
        });
        return Task.CompletedTask;
    }

    private static OpenApiSecurityRequirement Needs(string scheme, OpenApiDocument? document) =>
        new() { [new OpenApiSecuritySchemeReference(scheme, document)] = [] };

    // SubmitReportForReview → Submit report for review
    private static string? Words(string? name) => name is null
        ? null
        : string.Concat(name.Select((c, i) => i > 0 && char.IsAsciiLetterUpper(c) ? " " + char.ToLowerInvariant(c) : c.ToString()));

    private static OpenApiParameter Header(string name, string description) => new()
    {
        Name = name, In = ParameterLocation.Header, Required = true, Description = description,
        Schema = new OpenApiSchema { Type = JsonSchemaType.String },
    };
}
