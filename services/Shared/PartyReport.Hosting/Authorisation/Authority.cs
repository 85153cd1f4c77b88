namespace PartyReport.Hosting;

/// <summary>Decides who may do what: pure, by the table of rules alone, denied unless allowed.</summary>
public static class Authority
{
    /// <summary>The first rule of the action that holds decides; the last one of each holds always.</summary>
    public static Verdict Allow(Standing actor, string action, Target target) => Allow(actor, Rules.Of(action), target);

    /// <summary>The same by other rules than those of the product.</summary>
    public static Verdict Allow(Standing actor, IReadOnlyList<Rule> rules, Target target)
    {
        for (var i = 0; i < rules.Count; i++)
            if (Holds(rules[i], actor, target)) return new(rules[i].Allows, rules[i]);
        throw new InvalidOperationException("The rules do not end with one that holds always.");
    }

    private static bool Holds(Rule rule, Standing actor, Target target) =>
        (rule.While is null || rule.While == target.State) && rule.Bond switch
        {
            Bond.None => true,
            Bond.Owner => target.Owner == actor.Person,
            Bond.Author => target.Authors.Contains(actor.Person),
            Bond.Decider => target.Deciders.Contains(actor.Person),
            Bond.Seat => target.Seats.Contains(actor.Person),
            _ => HoldsByPost(rule, actor, target),
        };

    private static bool HoldsByPost(Rule rule, Standing actor, Target target)
    {
        for (var i = 0; i < actor.Posts.Count; i++)
        {
            var post = actor.Posts[i];
            if ((rule.Roles.Count == 0 || rule.Roles.Contains(post.Role)) && IsTied(rule.Bond, post, target.Lineage)) return true;
        }
        return false;
    }

    private static bool IsTied(Bond bond, Standing.Post post, IReadOnlyList<Guid> lineage) => bond switch
    {
        Bond.Anywhere => true,
        Bond.OwnUnit => lineage.Count > 0 && lineage[0] == post.Unit,
        Bond.FromAbove => IsAbove(post.Unit, lineage) || (post.ActsFor is { } committee && IsAbove(committee, lineage)),
        _ => throw new InvalidOperationException($"{bond} is no bond by a post."),
    };

    private static bool IsAbove(Guid unit, IReadOnlyList<Guid> lineage)
    {
        for (var i = 1; i < lineage.Count; i++)
            if (lineage[i] == unit) return true;
        return false;
    }
}
