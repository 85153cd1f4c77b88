using System.Globalization;
using PartyReport.Eventing;

namespace PartyReport.Hosting;

/// <summary>
/// The rules of an action as a condition on a list: exactly those rows whose unit <c>Authority.Allow</c> allows. Only for actions whose
/// rules look at posts and units, and for rows of units that stand in the service's own copy of the organisation.
/// </summary>
/// <param name="Condition">SQL about the column that names a row's unit.</param>
/// <param name="Args">Its parameters.</param>
public sealed record UnitFilter(string Condition, IReadOnlyDictionary<string, object> Args)
{
    /// <summary>The condition for somebody and an action.</summary>
    /// <param name="column">Column that names the unit of a row, for example <c>r.unit</c>; never from outside.</param>
    public static async Task<UnitFilter> Of(Session session, Standing actor, string action, string column)
    {
        var args = new Dictionary<string, object>();
        var wanted = ReachOf(Rules.Of(action), actor);
        if (wanted.Everything) return new("true", args);
        var parts = wanted.Own.Select((unit, i) => $"{column} = @{Add(args, "own", i, unit)}").ToList();
        foreach (var (area, i) in Widest(await Areas(session, wanted.Above)).Select((a, i) => (a, i)))
            parts.Add(area.IsWholeTree
                // Nothing has to be looked up for each row.
                ? $"{column} <> @{Add(args, "root", i, area.Unit)}"
                : $"{column} in (select a.unit from organisation_path a where a.path > @{Add(args, "from", i, area.Path)} and a.path < @{Add(args, "to", i, area.End)})");
        return parts is [] ? new("false", args) : new($"({string.Join(" or ", parts)})", args);
    }

    /// <summary>How far the rules of an action let somebody reach.</summary>
    /// <param name="Own">Units themselves.</param>
    /// <param name="Above">Units of which everything below is reached.</param>
    private sealed record Reach(bool Everything, HashSet<Guid> Own, HashSet<Guid> Above);

    private static Reach ReachOf(IReadOnlyList<Rule> rules, Standing actor)
    {
        var reach = new Reach(false, [], []);
        foreach (var rule in rules)
        {
            var posts = actor.Posts.Where(p => rule.Roles.Count == 0 || rule.Roles.Contains(p.Role)).ToList();
            switch (rule)
            {
                case { While: not null }:
                    throw new InvalidOperationException($"{rule.Id} looks at a state; a list cannot be filtered by it.");
                case { Bond: Bond.None }:
                    return reach with { Everything = rule.Allows };
                case { Bond: Bond.Anywhere } when posts is not []:
                    return reach with { Everything = rule.Allows };
                case { Bond: Bond.Anywhere }:
                    break;
                case { Bond: Bond.OwnUnit, Allows: true }:
                    reach.Own.UnionWith(posts.Select(p => p.Unit));
                    break;
                case { Bond: Bond.FromAbove, Allows: true }:
                    reach.Above.UnionWith(posts.Select(p => p.Unit).Concat(posts.Select(p => p.ActsFor).OfType<Guid>()));
                    break;
                default:
                    throw new InvalidOperationException($"{rule.Id} looks at a person or takes a unit away; a list cannot be filtered by it.");
            }
        }
        return reach;
    }

    private sealed record Area
    {
        public Guid Unit { get; init; }
        public string Path { get; init; } = "";
        public string First { get; init; } = "";
        public string Last { get; init; } = "";

        // The character after the slash: whatever begins with the path comes before it.
        public string End => Path[..^1] + '0';

        public bool IsWholeTree => string.CompareOrdinal(First, Path) >= 0 && string.CompareOrdinal(Last, End) < 0;
    }

    private static async Task<List<Area>> Areas(Session session, IReadOnlyCollection<Guid> units)
    {
        var areas = new List<Area>();
        foreach (var unit in units)
            if (await session.First<Area>(
                """
                select unit, path, (select min(path) from organisation_path where path <> '') as first, (select max(path) from organisation_path) as last
                from organisation_path where unit = @unit and path <> ''
                """, new { unit }) is { } area) areas.Add(area);
        return areas;
    }

    // What lies within another one says nothing new.
    private static IEnumerable<Area> Widest(List<Area> areas) =>
        areas.Where(a => !areas.Exists(b => b.Unit != a.Unit && a.Path.StartsWith(b.Path, StringComparison.Ordinal)));

    private static string Add(Dictionary<string, object> args, string what, int i, object value)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{what}{i}");
        args[name] = value;
        return name;
    }
}
