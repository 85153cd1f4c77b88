using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using PartyReport.Contracts.Drafting.Http;
using PartyReport.Drafting.Import;
using PartyReport.Hosting;

namespace PartyReport.Drafting.Reports;

/// <summary>Shows what an import would make of a file, or why it cannot; nothing is stored.</summary>
internal static class PreviewImport
{
    public static void Map(IEndpointRouteBuilder imports) => imports.MapPost("/preview", Handle).WithName("PreviewImport").Does(Actions.ImportPreview)
        .Accepts<byte[]>("text/plain", "application/octet-stream").Produces<ImportPreview>();

    private static async Task<IResult> Handle(Access access, HttpRequest request, ReportStore store, CancellationToken ct)
    {
        if (!(await store.Read(s => access.May(s, Actions.ImportPreview))).Allowed)
            return Refusal.Forbidden("import.not-yours", "Only holders of a post have a file read.").ToProblem();
        var (file, fault) = await ImportFile.Read(request, ct);
        return fault is not null ? fault.ToProblem() : TypedResults.Ok(Preview(file!));
    }

    private static ImportPreview Preview(ImportFile file)
    {
        int Count(BlockKind kind) => file.Parsed.Blocks.Count(b => b.Kind == kind);
        return new ImportPreview(
            file.Encoding, Count(BlockKind.Chapter), Count(BlockKind.Section), Count(BlockKind.Point), file.Parsed.Blocks.Count, file.Text.Length);
    }
}
