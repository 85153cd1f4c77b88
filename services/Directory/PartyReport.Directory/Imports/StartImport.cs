using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using PartyReport.Contracts.Directory.Http;
using PartyReport.Eventing;
using PartyReport.Hosting;

namespace PartyReport.Directory.Imports;

/// <summary>Lets an import be written that was checked. From here to its end nothing else changes units and posts.</summary>
internal static class StartImport
{
    public static void Map(IEndpointRouteBuilder imports) => imports.MapPost("/{id:guid}/start", Handle).WithName("StartImport").Does(Actions.DirectoryImport)
        .Produces<ImportView>(StatusCodes.Status202Accepted).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);

    /// <param name="Version">Version of the organisation now.</param>
    internal sealed record Known(bool MayAdminister, ImportRow? Import, long Version, bool Importing);

    /// <summary>Null: it may be written.</summary>
    public static Refusal? Decide(Known known) => known switch
    {
        { MayAdminister: false } => DirectoryStore.NotAdministrator,
        { Import: null } => GetImports.Unknown,
        { Import.State: not ImportRow.Checked } => null,
        { Importing: true } => DirectoryStore.ImportRunning,
        _ when known.Version != known.Import.CheckedAtVersion => Refusal.Conflict(
            "import.outdated", "Units or posts were changed since the file was checked. Send the file again."),
        _ => null,
    };

    private static async Task<IResult> Handle(Guid id, Command call, Access access, DirectoryStore store, ImportWriter writer, CancellationToken ct)
    {
        var known = await store.Read(async s => new Known(
            await DirectoryStore.May(s, access, Actions.DirectoryImport, id), await ImportRow.Find(s, id), await ImportRow.OrganisationVersion(s),
            await DirectoryStore.IsImporting(s)));
        if (Decide(known) is { } refusal) return refusal.ToProblem();

        // A second click finds it under way or done, and is told so.
        var import = known.Import! with { State = known.Import.State == ImportRow.Checked ? ImportRow.Writing : known.Import.State };
        var answer = Answer.Accepted($"/api/directory/imports/{id}", import.ToView());
        await store.Keep(call, answer, s => known.Import.State == ImportRow.Checked ? Take(s, known) : Task.CompletedTask, ct);
        writer.Wake();
        return answer.ToResult();
    }

    private static async Task Take(Session session, Known known)
    {
        await session.TakeTurn(ImportRow.Turn);
        if (await session.Execute(
            """
            insert into organisation (one, version, importing) values (1, 1, @Id)
            on conflict (one) do update set version = organisation.version + 1, importing = @Id
            where organisation.importing is null and organisation.version = @Version
            """, new { known.Import!.Id, known.Version }) == 0
            || await session.Execute("update import set state = @Writing where id = @Id and state = @Checked",
                new { known.Import.Id, ImportRow.Writing, ImportRow.Checked }) == 0)
            throw new LostRaceException("Units or posts were changed, or another import was started, meanwhile.");
    }
}
