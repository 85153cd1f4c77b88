using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using PartyReport.Contracts.Directory.Http;

namespace PartyReport.Web.Units;

/// <summary>A unit with what is above, below and in it.</summary>
/// <param name="Path">Units above it, the root first, itself last; empty on the page of the root's level.</param>
/// <param name="Below">Units directly below, a page of them.</param>
/// <param name="Posts">Posts held in it today, with their holders.</param>
/// <param name="Closing">What became of it; null while it is not closed.</param>
public sealed record UnitModel(
    IReadOnlyList<UnitView> Path, IReadOnlyList<UnitView> Below, IReadOnlyList<NamedPost> Posts, string? After, ClosedUnit? Closing = null)
{
    /// <summary>As many as the directory gives at once; when it gives that many there may be more.</summary>
    public const int Page = 200;

    /// <summary>The unit; null on the page of the root's level.</summary>
    public UnitView? Unit => Path.Count > 0 ? Path[^1] : null;
}

/// <summary>What became of a closed unit.</summary>
/// <param name="Successor">Unit that took its place; null: none.</param>
/// <param name="Answering">Who answers for its open reports.</param>
public sealed record ClosedUnit(DateOnly From, UnitView? Successor, PersonView? Answering);

/// <summary>What a search found: at most 50 of each.</summary>
public sealed record FoundModel(string Search, IReadOnlyList<UnitView> Units, IReadOnlyList<PersonView> People);

/// <summary>A person with the posts that they hold and held.</summary>
public sealed record PersonModel(string Name, IReadOnlyList<NamedPost> Posts);

/// <summary>The tree of units a level at a time, a unit with its posts, a person with theirs.</summary>
internal static class UnitsPage
{
    private const int Deepest = 32;

    public static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapGet("/units", (Visit visit, string? search) => search?.Trim() is { Length: > 0 } words ? Find(visit, words) : Top(visit));
        pages.MapGet("/units/{id:guid}", Show);
        pages.MapGet("/people/{id:guid}", Person);
    }

    private static async Task<IResult> Top(Visit visit) =>
        await visit.Show<UnitsView>(new UnitModel([], (await visit.Directory.Below(null)).Must(), [], null));

    private static async Task<IResult> Find(Visit visit, string words)
    {
        var (units, people) = (visit.Directory.FindUnits(words), visit.Directory.FindPeople(words));
        return await visit.Show<FoundView>(new FoundModel(words, (await units).Must(), (await people).Must()));
    }

    private static async Task<IResult> Show(Guid id, Visit visit, string? after)
    {
        var (below, posts) = (visit.Directory.Below(id, after), visit.Directory.PostsOf(id));
        var path = await Path(visit, id);
        var held = (await posts).Must();
        var names = held is [] ? [] : (await visit.Directory.Names([], held.Select(p => p.Id), [])).Must().Posts;
        return await visit.Show<UnitsView>(new UnitModel(path, (await below).Must(), names, after, await Closing(visit, path[^1])));
    }

    private static async Task<ClosedUnit?> Closing(Visit visit, UnitView unit) => unit.ClosedFrom is not { } from ? null : new ClosedUnit(
        from,
        unit.Successor is { } successor ? (await visit.Directory.Unit(successor)).Must() : null,
        unit.Answering is { } person ? (await visit.Directory.Person(person)).Value : null);

    private static async Task<IResult> Person(Guid id, Visit visit)
    {
        var person = (await visit.Directory.Person(id)).Must();
        var posts = (await visit.Directory.Names([], [], [id])).Must().Posts;
        return await visit.Show<PersonPageView>(new PersonModel(person.Name, posts));
    }

    private static async Task<IReadOnlyList<UnitView>> Path(Visit visit, Guid id)
    {
        var path = new List<UnitView>();
        for (Guid? at = id; at is { } unit && path.Count < Deepest; at = path[0].Parent) path.Insert(0, (await visit.Directory.Unit(unit)).Must());
        return path;
    }
}
