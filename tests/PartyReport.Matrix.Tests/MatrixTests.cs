using PartyReport.AllInOne;
using PartyReport.Hosting;

namespace PartyReport.Matrix.Tests;

/// <summary>Every endpoint, asked by everybody about every unit, over HTTP; the product in one process.</summary>
[Collection("product")]
public sealed class MatrixTests(World world) : IClassFixture<World>
{
    private readonly Walk _walk = new(world.Door, world.Objects);

    [Fact]
    public async Task Every_verdict_is_the_expected_one()
    {
        using var sabotage = Report.Sabotage();

        var answers = await _walk.Ask(Report.Asked(Expected.Cells));

        Report.Write("all-in-one", answers, Expected.Open.Count);
        answers.Where(a => !a.IsRight).Select(a => a.ToString()).ShouldBeEmpty();
    }

    [Fact]
    public void Every_endpoint_has_its_rows_and_names_an_action_that_has_rules()
    {
        var routes = Route.Of(world.App.Services);

        var rows = Expected.Cells.DistinctBy(c => c.Endpoint).ToLookup(c => c.IsOfPage, c => c.Endpoint);
        Names(routes.Where(r => r.OfModule)).ShouldBe(rows[false], ignoreOrder: true);
        Names(routes.Where(r => !r.OfModule && r.SignedIn)).ShouldBe(rows[true], ignoreOrder: true);
        Names(routes.Where(r => !r.OfModule && !r.SignedIn && !Expected.IsFile(r.Name))).ShouldBe(Expected.Open.Keys, ignoreOrder: true);
        rows[false].Count().ShouldBeGreaterThanOrEqualTo(40);
        routes.Where(r => r.OfModule && (r.Action is null || !Rules.OfActions.Contains(r.Action))).ShouldBeEmpty();
        routes.Select(r => r.Action).OfType<string>().Distinct().ShouldBe(Rules.OfActions, ignoreOrder: true);
    }

    [Fact]
    public async Task An_open_page_answers_everybody_and_a_form_without_the_token_of_its_page_nobody() =>
        (await Walk.FaultsOfOpen(world.App.Address(), Expected.Open.Concat(Expected.FormsWithoutToken))).ShouldBeEmpty();

    [Fact]
    public async Task Whichever_rule_is_flipped_the_table_notices_by_a_wrong_verdict()
    {
        var actions = Route.Of(world.App.Services).Where(r => r.Action is not null).ToLookup(r => r.Action!, r => r.Name);
        var unnoticed = new List<string>();
        foreach (var rule in Rules.All.Where(r => r.While is null).ToList())
        {
            var names = actions[rule.Action].ToHashSet();
            using var flip = new Flip(rule);
            if (!await AnyWrongVerdict(Expected.Cells.Where(c => names.Contains(c.Endpoint)))) unnoticed.Add(rule.Id);
        }

        unnoticed.ShouldBeEmpty();
    }

    private async Task<bool> AnyWrongVerdict(IEnumerable<Cell> cells)
    {
        foreach (var cell in cells)
            if (await _walk.Ask(cell) is { IsRight: false, IsVerdict: true }) return true;
        return false;
    }

    private static IEnumerable<string> Names(IEnumerable<Route> routes) => routes.Select(r => r.Name).Distinct();
}
