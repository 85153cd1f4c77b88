using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace PartyReport.Hosting;

/// <summary>Writes the headers that the middleware asks for, and a title a person can read, into the OpenAPI document.</summary>
internal sealed class CommandHeaders : IOpenApiOperationTransformer
{
    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        if (!context.Description.ActionDescriptor.EndpointMetadata.OfType<ModuleName>().Any()) return Task.CompletedTask;
        operation.Summary ??= Words(operation.OperationId);
        operation.Parameters ??= [];
        if (context.Description.HttpMethod is not "GET")
            operation.Parameters.Add(Header("Idempotency-Key", "New for each intent, the same for each repetition; 1–200 characters."));
        return Task.CompletedTask;
    }

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
