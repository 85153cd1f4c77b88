using System.Reflection;
using PartyReport.Contracts.Directory;

namespace PartyReport.Hosting.Tests;

/// <summary>The table as a whole: no gap, no overlap that is not meant, no rule that never decides.</summary>
public sealed class RulesTests
{
    private static readonly Guid Actor = Guid.NewGuid(), Unit = Guid.NewGuid(), Below = Guid.NewGuid(), Office = Guid.NewGuid();

    private static readonly IReadOnlyDictionary<string, Guid[]> Lineages = new Dictionary<string, Guid[]>
    {
        ["own"] = [Unit, Guid.NewGuid()],
        ["above"] = [Below, Unit],
        ["office"] = [Below, Office],
        ["none"] = [Guid.NewGuid(), Guid.NewGuid()],
    };

    private static readonly IReadOnlyList<Func<Target, Target>> People =
    [
        t => t, t => t with { Owner = Actor }, t => t with { Authors = [Actor] }, t => t with { Deciders = [Actor] }, t => t with { Seats = [Actor] },
    ];

    private sealed record Case(string Action, Standing Standing, Target Target);

    [Fact]
    public void Every_action_has_rules_and_every_rule_an_action()
    {
        var actions = typeof(Actions).GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => (string)f.GetValue(null)!);

        Rules.OfActions.ShouldBe(actions, ignoreOrder: true);
    }

    [Fact]
    public void A_rule_has_an_id_of_its_own() => Rules.All.Select(r => r.Id).ShouldBeUnique();

    [Fact]
    public void Nothing_is_left_undecided_and_only_the_last_rule_holds_always()
    {
        foreach (var action in Rules.OfActions)
        {
            var rules = Rules.Of(action);
            rules[^1].ShouldSatisfyAllConditions(r => r.Bond.ShouldBe(Bond.None), r => r.While.ShouldBeNull());
            rules.SkipLast(1).ShouldAllBe(r => r.Bond != Bond.None || r.While != null);
        }
    }

    [Fact]
    public void Whoever_holds_nothing_and_is_nothing_to_the_object_is_denied_by_the_last_rule()
    {
        string[] open = [Actions.ReviewList, Actions.NoticeList, Actions.CheckpointRead];

        foreach (var action in Rules.OfActions.Except(open))
        {
            var verdict = Authority.Allow(new Standing(Actor, []), action, new Target { Lineage = Lineages["own"] });
            (verdict.Allowed, verdict.Rule.Name).ShouldBe((false, Rules.NobodyElse), action);
        }
    }

    [Fact]
    public void Two_rules_never_allow_the_same_post_the_same()
    {
        foreach (var one in Cases().Where(c => c.Standing.Posts.Count <= 1 && IsPlain(c.Target)))
            Rules.Of(one.Action).Where(r => r.Allows && r.While is null && r.Bond != Bond.None && Decides(r, one)).Count()
                .ShouldBeLessThanOrEqualTo(1, $"{one.Action} {string.Join(",", one.Standing.Posts.Select(p => p.Role))}");
    }

    [Fact]
    public void Every_rule_decides_something_and_flipping_it_is_seen()
    {
        var cases = Cases().ToList();
        var before = cases.ConvertAll(c => Authority.Allow(c.Standing, c.Action, c.Target));

        foreach (var rule in Rules.All.ToList())
        {
            before.ShouldContain(v => v.Rule == rule, rule.Id);
            Rule[] flipped = [.. Rules.Of(rule.Action).Select(r => r == rule ? r with { Allows = !r.Allows } : r)];
            cases.Where((c, i) => c.Action == rule.Action && Authority.Allow(c.Standing, flipped, c.Target).Allowed != before[i].Allowed)
                .ShouldNotBeEmpty(rule.Id);
        }
    }

    [Fact]
    public void Reading_what_is_neither_ones_own_nor_ones_units_is_taken_down_and_so_is_every_export()
    {
        string[] reading = [Actions.ReportRead, Actions.ReviewRead, Actions.TrailRead];
        string[] exporting = [Actions.ReportExport, Actions.DirectoryExport, Actions.ArchiveAudit];

        var noted = Rules.All.Where(r => r.Allows && (exporting.Contains(r.Action)
            || (reading.Contains(r.Action) && r.Bond is not (Bond.Author or Bond.OwnUnit))));

        Rules.All.Where(r => r.IsNoted).Select(r => r.Id).ShouldBe(noted.Select(r => r.Id), ignoreOrder: true);
    }

    [Theory]
    [InlineData(Actions.ReportWrite), InlineData(Actions.ReportStart), InlineData(Actions.ReportSubmit)]
    public void An_auditor_with_another_post_changes_nothing(string action)
    {
        var both = new Standing(Actor, [new(Unit, PostRoles.Helper), new(Unit, PostRoles.Auditor)]);

        Authority.Allow(both, action, new Target { Lineage = Lineages["own"] }).Rule.Id.ShouldBe(action + "/auditor-changes-nothing");
    }

    private static bool Decides(Rule rule, Case c) =>
        Authority.Allow(c.Standing, [rule with { Allows = true }, .. Rules.Of(c.Action).TakeLast(1)], c.Target).Rule.Id == rule.Id;

    private static bool IsPlain(Target t) => t.Owner is null && t.Authors.Count + t.Deciders.Count + t.Seats.Count == 0;

    // Every action x roles held (none, each, the auditor's with each) x place of the object x person x state.
    private static IEnumerable<Case> Cases() =>
        from action in Rules.OfActions
        from posts in (Standing.Post[][])[[], .. PostRoles.All.SelectMany(r => (Standing.Post[][])[
            [new(Unit, r)], [new(Guid.NewGuid(), r, Office)], [new(Unit, r), new(Unit, PostRoles.Auditor)]])]
        from lineage in Lineages.Values
        from person in People
        from state in (string?[])[null, Target.WithoutAdministrator, Target.WithoutSecurityAdministrator]
        select new Case(action, new Standing(Actor, posts), person(new Target { Lineage = lineage, State = state }));
}
