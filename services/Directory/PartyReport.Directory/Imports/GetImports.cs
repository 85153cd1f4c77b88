using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using PartyReport.Contracts.Directory.Http;
using PartyReport.Hosting;

namespace PartyReport.Directory.Imports;

/// <summary>Imports and how far they are, newest first.</summary>
internal static class GetImports
{
    private const int Most = 50;

    public static readonly Refusal Unknown = Refusal.NotFound("import.unknown", "There is no such import; one that was checked is forgotten when another is.");

    private static readonly Refusal NotYours = Refusal.Forbidden("directory.not-yours", "Only administrators and auditors see imports.");

    public static void Map(IEndpointRouteBuilder imports)
    {
        imports.MapGet("/", List).WithName("GetImports").Does(Actions.DirectoryImportRead).Produces<List<ImportView>>();
        imports.MapGet("/{id:guid}", One).WithName("GetImport").Does(Actions.DirectoryImportRead)
            .Produces<ImportView>().ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static Task<IResult> List(Access access, DirectoryStore store) => store.Read(async s =>
        await DirectoryStore.May(s, access, Actions.DirectoryImportRead)
            ? TypedResults.Ok((await s.Query<ImportRow>($"select {ImportRow.Columns} from import order by requested_at desc, id limit {Most}"))
                .ConvertAll(i => i.ToView()))
            : NotYours.ToProblem());

    private static Task<IResult> One(Guid id, Access access, DirectoryStore store, HttpContext context) => store.Read(async s =>
    {
        if (!await DirectoryStore.May(s, access, Actions.DirectoryImportRead, id)) return NotYours.ToProblem();
        if (await ImportRow.Find(s, id) is not { } import) return Unknown.ToProblem();
        context.Response.Headers.ETag = import.ETag;
        return TypedResults.Ok(import.ToView());
    });
}
