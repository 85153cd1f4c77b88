using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using PartyReport.Contracts.Directory.Http;
using PartyReport.Hosting;

namespace PartyReport.Directory.Units;

/// <summary>Posts that a unit must have filled and nobody holds on a day.</summary>
internal static class GetVacancies
{
    private const int MaxVacancies = 1_000;

    public static void Map(IEndpointRouteBuilder units) =>
        units.MapGet("/vacancies", List).WithName("GetVacancies").Does(Actions.UnitRead).Produces<List<VacancyView>>();

    /// <param name="after">Code of the last unit of the page before; absent for the first page. At most 1,000 posts.</param>
    /// <param name="asOf">The day asked about; today when absent.</param>
    private static Task<IResult> List(Access access, DirectoryStore store, TimeProvider clock, string? after = null, DateOnly? asOf = null) =>
        store.Read(async s =>
        {
            var today = Day.Of(clock.GetUtcNow());
            if (await DirectoryStore.MayNotRead(s, access, Actions.UnitRead) is { } refusal) return refusal.ToProblem();
            if (!PlainText.IsClean(after)) return PlainText.NotClean("after").ToProblem();
            return TypedResults.Ok((await s.Query<VacancyRow>(
                $"""
                select u.id as unit, u.code, u.name, r.role from {GetUnits.OnDay} u join unit_required_post r on r.unit = u.id
                where u.code > @after and not exists (
                    select 1 from post p where p.unit = u.id and p.role = r.role and {DirectoryStore.Held})
                order by u.code, r.role limit {MaxVacancies}
                """, new { after = after ?? "", day = asOf ?? today })).ConvertAll(v => new VacancyView(v.Unit, v.Code, v.Name, v.Role)));
        });

    private sealed record VacancyRow
    {
        public Guid Unit { get; init; }
        public string Code { get; init; } = "";
        public string Name { get; init; } = "";
        public string Role { get; init; } = "";
    }
}
