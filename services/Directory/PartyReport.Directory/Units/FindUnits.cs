using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using PartyReport.Contracts.Directory.Http;
using PartyReport.Hosting;

namespace PartyReport.Directory.Units;

/// <summary>Units by a part of the name, the beginning of the code, or pinyin initials.</summary>
internal static class FindUnits
{
    private const int MaxFound = 50, MaxText = 100;

    public static void Map(IEndpointRouteBuilder units) =>
        units.MapGet("/search", Handle).WithName("FindUnits").Does(Actions.UnitRead).Produces<List<UnitView>>().ProducesProblem(StatusCodes.Status422UnprocessableEntity);

    /// <summary>At most 50 units that are not closed, in the order of their codes.</summary>
    /// <param name="search">1–100 characters.</param>
    private static Task<IResult> Handle(string search, Access access, DirectoryStore store) => store.Read(async s =>
    {
        if (await DirectoryStore.MayNotRead(s, access, Actions.UnitRead) is { } refusal) return refusal.ToProblem();
        if (search.Length is 0 or > MaxText) return Refusal.Invalid("search.length", "search: 1 to 100 characters.").ToProblem();
        if (!PlainText.IsClean(search)) return PlainText.NotClean("search").ToProblem();
        return TypedResults.Ok((await s.Query<UnitRow>(
            $"""
            select {UnitRow.Columns} from unit
            where closed_from is null and (
                lower(name) like @part escape '\' or lower(code) like @start escape '\' or initials like @initials escape '\')
            order by code limit {MaxFound}
            """, new
            {
                part = $"%{Literal(search.ToLowerInvariant())}%",
                start = Literal(search.ToLowerInvariant()) + "%",
                // More than one reading stands in one column, each with a space before it.
                initials = $"% {Literal(search.ToLowerInvariant())}%",
            })).ConvertAll(u => u.ToView()));
    });

    private static string Literal(string text) => text
        .Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal);
}
