using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using PartyReport.AllInOne;
using PartyReport.Hosting;

namespace PartyReport.Matrix.Tests;

/// <summary>Every endpoint, asked by everybody about every unit, over HTTP.</summary>
[Collection("product")]
public sealed class MatrixTests(World world) : IClassFixture<World>
{
    private const int AtOnce = 4;

    private static readonly Dictionary<char, int> Denials = new() { ['.'] = 403, ['n'] = 404, ['-'] = 401, ['/'] = 302 };

    [Fact]
    public async Task Every_verdict_is_the_expected_one()
    {
        var wrong = new List<(string Text, bool Allows)>();
        using var sabotage = Report.Sabotage();
        await Parallel.ForEachAsync(Expected.Cells, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (cell, _) =>
        {
            if (await Wrong(cell) is { } told)
                lock (wrong) wrong.Add(told);
        });
        Report.Write(Expected.Cells, wrong.Count(w => w.Allows));

        wrong.ConvertAll(w => w.Text).ShouldBeEmpty();
    }

    [Fact]
    public void Every_endpoint_has_its_rows_and_names_an_action_that_has_rules()
    {
        var endpoints = Endpoints().ToList();

        var rows = Expected.Cells.Select(c => c.Endpoint).Distinct().ToLookup(IsPage);
        endpoints.Where(e => e.Module).Select(e => e.Name).Distinct().ShouldBe(rows[false], ignoreOrder: true);
        endpoints.Where(e => e.Module && (e.Action is null || !Rules.OfActions.Contains(e.Action))).ShouldBeEmpty();
        endpoints.Where(e => !e.Module && !Expected.IsFile(e.Name)).Select(e => e.Name).Distinct()
            .ShouldBe(Expected.Open.Keys.Concat(rows[true]), ignoreOrder: true);
        endpoints.Where(e => e.Module).Select(e => e.Name).Distinct().Count().ShouldBeGreaterThanOrEqualTo(40);
        endpoints.Select(e => e.Action).OfType<string>().Distinct().ShouldBe(Rules.OfActions, ignoreOrder: true);
    }

    [Fact]
    public async Task An_open_page_answers_everybody()
    {
        foreach (var (endpoint, expected) in Expected.Open)
            foreach (var person in new[] { People.All["sec"], null })
            {
                // A session of its own: one of the pages ends it.
                using var door = new Door(world.App.Address());
                using var request = Requests.OfPage(endpoint);
                using var response = await door.Send(person, request);
                ((int)response.StatusCode).ShouldBe(person is null ? expected.Anonymous : expected.SignedIn, endpoint);
            }
    }

    [Fact]
    public async Task Whichever_rule_is_flipped_the_table_notices()
    {
        var actions = Endpoints().Where(e => e.Action is not null).ToLookup(e => e.Action!, e => e.Name);
        var unnoticed = new List<string>();
        foreach (var rule in Rules.All.Where(r => r.While is null).ToList())
        {
            var names = actions[rule.Action].ToHashSet();
            using var flip = new Flip(rule);
            if (!await AnyWrong(Expected.Cells.Where(c => names.Contains(c.Endpoint)))) unnoticed.Add(rule.Id);
        }

        unnoticed.ShouldBeEmpty();
    }

    private static bool IsPage(string endpoint) => endpoint.Contains(' ');

    private async Task<bool> AnyWrong(IEnumerable<Cell> cells)
    {
        foreach (var cell in cells)
            if (await Wrong(cell) is not null) return true;
        return false;
    }

    private async Task<(string Text, bool Allows)?> Wrong(Cell cell)
    {
        var (request, allowed) = Requests.Of(cell.Endpoint, cell.Relation, world.Objects);
        using (request)
        {
            using var response = await world.Door.Send(People.All[cell.Who], request);
            var status = (int)response.StatusCode;
            // A list denies by leaving out.
            if (cell.Endpoint == "GetReports" && status == allowed && !(await response.Content.ReadAsStringAsync()).Contains($"{world.Objects.Drafts[cell.Relation]}", StringComparison.Ordinal))
                status = 403;
            var expected = cell.Verdict == '+' ? allowed : Denials[cell.Verdict];
            return status == expected
                ? null
                : ($"{cell.Endpoint} {cell.Relation} {cell.Who}: {status} instead of {expected}", cell.Verdict != '+' && (status < 400 || status == allowed));
        }
    }

    private IEnumerable<(string Name, bool Module, string? Action)> Endpoints() =>
        from source in world.App.Services.GetServices<EndpointDataSource>()
        from endpoint in source.Endpoints.OfType<RouteEndpoint>()
        let method = endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods is [var only, ..] ? only : "GET"
        select (
            endpoint.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName ?? $"{method} {Pattern(endpoint)}",
            endpoint.Metadata.GetMetadata<ModuleName>() is not null,
            endpoint.Metadata.GetMetadata<EndpointAction>()?.Action);

    private static string Pattern(RouteEndpoint endpoint) => "/" + endpoint.RoutePattern.RawText!.TrimStart('/');
}
