using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using PartyReport.Contracts.Directory.Http;
using PartyReport.Directory.Names;
using PartyReport.Eventing;
using PartyReport.Hosting;

namespace PartyReport.Directory.Imports;

/// <summary>
/// Checks a file of units or posts and says what it would change. Everything is checked before anything is written; nothing is written
/// before <see cref="StartImport"/>.
/// </summary>
internal static class CheckImport
{
    public static void Map(IEndpointRouteBuilder imports) => imports.MapPost("/", Handle).WithName("CheckImport").Does(Actions.DirectoryImport)
        .WithMetadata(new LargeBody(Sheet.MaxBytes, MayNot))
        .Accepts<byte[]>("text/csv", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
        .Produces<ImportView>(StatusCodes.Status201Created).ProducesProblem(StatusCodes.Status422UnprocessableEntity);

    /// <summary>
    /// Condition of posts that a file is compared with and that an export has: those that are held and those that will be, of people
    /// with a number. What an export left out, a sync with its file would end.
    /// </summary>
    public const string NotEnded = "n.number is not null and (p.last_day is null or p.last_day >= @today)";

    // A file of 500,000 rows takes a gigabyte while it is checked.
    private static readonly SemaphoreSlim OneFile = new(1);

    private static async Task<Refusal?> MayNot(IServiceProvider services, Access access) =>
        await services.GetRequiredService<DirectoryStore>().Read(s => DirectoryStore.May(s, access, Actions.DirectoryImport)) ? null : DirectoryStore.NotAdministrator;

    /// <summary>An import that is checked, with its slices.</summary>
    private sealed record Checked(ImportRow Row, ImportView View, IReadOnlyList<byte[]> Parts);

    /// <param name="kind"><c>units</c> or <c>posts</c>.</param>
    /// <param name="mode"><c>add</c>: what the file does not have stays; <c>sync</c>: the file is the whole, and holdings of posts that it does not have end.</param>
    private static async Task<IResult> Handle(
        string kind, HttpRequest request, Command call, Access access, DirectoryStore store, PersonNames names, NamesKey key, CancellationToken ct,
        string mode = ImportRow.Add)
    {
        if (!await store.Read(s => DirectoryStore.May(s, access, Actions.DirectoryImport))) return DirectoryStore.NotAdministrator.ToProblem();
        if (kind is not (ImportRow.Units or ImportRow.Posts)) return Refusal.Malformed("import.kind-unknown", "kind: units or posts.").ToProblem();
        if (mode is not (ImportRow.Add or ImportRow.Sync)) return Refusal.Malformed("import.mode-unknown", "mode: add or sync.").ToProblem();
        await OneFile.WaitAsync(ct);
        try
        {
            var sheet = Sheet.Read(await Body(request, ct), ct);
            var start = new ImportRow { Id = Guid.NewGuid(), Kind = kind, Mode = mode, State = ImportRow.Checked, RequestedBy = call.Actor, RequestedAt = call.At };
            var (found, faults) = kind == ImportRow.Units ? await Units(store, start, sheet, key) : await Posts(store, start, sheet, names, key);
            if (found is null) return Refuse(faults).ToProblem();
            Answer Made(ImportView view) => Answer.Created($"/api/directory/imports/{start.Id}", view, found.Row.ETag);
            await store.Keep(call, Made(WithoutPeople(found.View)), s => Insert(s, found), ct);
            return Made(found.View).ToResult();
        }
        catch (SheetException e)
        {
            return e.Refusal.ToProblem();
        }
        finally
        {
            OneFile.Release();
        }
    }

    // Numbers name people and must go with them; a stored answer stays, with the counts.
    private static ImportView WithoutPeople(ImportView view) =>
        view.People is { } people ? view with { People = people with { Joiners = [], Movers = [], Leavers = [] } } : view;

    private static async Task<byte[]> Body(HttpRequest request, CancellationToken ct)
    {
        using var bytes = new MemoryStream();
        await request.Body.CopyToAsync(bytes, ct);
        return bytes.ToArray();
    }

    private static Refusal Refuse(Faults faults) => Refusal.Invalid(
        "import.rows-invalid", $"{faults.Count} cells or rows are wrong; nothing was changed. Mend them and send the file again."
            + (faults.Unlisted > 0 ? $" The first {Faults.Most} that were found are listed, {faults.Unlisted} more are not." : "")) with
    {
        More = new Dictionary<string, object?>
        {
            ["faultCount"] = faults.Count, ["faultsNotListed"] = faults.Unlisted, ["faults"] = faults.List.OrderBy(f => f.Line).ToList(),
        },
    };

    // What stands is read at once and thought about afterwards: a transaction in which somebody thinks holds up others.
    private static async Task<(Checked?, Faults)> Units(DirectoryStore store, ImportRow start, List<SheetRow> sheet, NamesKey key)
    {
        var (standing, version) = await store.Read(async s => (
            await s.Query<UnitPlan.Standing>("select id, code, name, kind, parent, version, since, closed_from as closedfrom from unit"),
            await ImportRow.OrganisationVersion(s)));
        var plan = UnitPlan.Of(sheet, standing, new RisingIds(start.RequestedAt).Next, Day.Of(start.RequestedAt));
        if (plan.Faults.Any) return (null, plan.Faults);
        var parts = Parts.Seal(key, start.Id, plan.Rows);
        var row = Counted(start, version, plan, parts.Count, ended: 0);
        return (new(row, row.ToView() with { UnitsAbsent = start.Mode == ImportRow.Sync ? plan.AbsentSample : null }, parts), plan.Faults);
    }

    private static async Task<(Checked?, Faults)> Posts(DirectoryStore store, ImportRow start, List<SheetRow> sheet, PersonNames names, NamesKey key)
    {
        var today = Day.Of(start.RequestedAt);
        var (units, posts, people, version) = await store.Read(async s => (
            await s.Query<UnitPlan.Standing>("select id, code from unit where closed_from is null or closed_from > @today", new { today }),
            await s.Query<PostPlan.Standing>(
                $"""
                select p.id, n.number, p.unit, p.role, p.title, p.first_day as "from", p.last_day as "to", p.version from post p
                join person n on n.id = p.person where {NotEnded}
                """, new { today }),
            await PersonNames.Numbered(s),
            await ImportRow.OrganisationVersion(s)));
        // Who keeps the system is neither given nor taken by a file.
        posts.RemoveAll(p => !Columns.ImportedRoles.Contains(p.Role));
        var known = people.ToDictionary(p => p.Number!, p => new PostPlan.Known(p.Id, p.Number!, names.Read(p)));
        var plan = PostPlan.Of(
            sheet, new(units.ToDictionary(u => u.Code, u => u.Id), known, posts, today), start.Mode == ImportRow.Sync, new RisingIds(start.RequestedAt).Next);
        if (plan.Faults.Any) return (null, plan.Faults);
        var parts = Parts.Seal(key, start.Id, plan.Rows);
        var row = Counted(start, version, plan, parts.Count, plan.Absent);
        return (new(row, row.ToView() with { People = plan.People }, parts), plan.Faults);
    }

    private static ImportRow Counted<T>(ImportRow start, long version, Plan<T> plan, int slices, int ended) => start with
    {
        Added = plan.Added,
        Changed = plan.Changed,
        Unchanged = plan.Unchanged,
        Ended = ended,
        Slices = slices,
        CheckedAtVersion = version,
    };

    private static async Task Insert(Session session, Checked found)
    {
        // One that was checked and not started is nobody's any more. Started meanwhile, it would be without its slices.
        await session.TakeTurn(ImportRow.Turn);
        await session.Execute("delete from import_part where import in (select id from import where state = @Checked)", new { ImportRow.Checked });
        await session.Execute("delete from import where state = @Checked", new { ImportRow.Checked });
        await session.Execute(
            """
            insert into import (id, kind, mode, state, checked_at_version, added, changed, unchanged, ended, slices, written, requested_by, requested_at)
            values (@Id, @Kind, @Mode, @State, @CheckedAtVersion, @Added, @Changed, @Unchanged, @Ended, @Slices, 0, @RequestedBy, @RequestedAt)
            """, found.Row);
        await session.Execute("insert into import_part (import, slice, sealed) values (@Id, @slice, @part)",
            found.Parts.Select((part, i) => new { found.Row.Id, slice = i + 1, part }).ToList());
    }
}
