using System.Text.Json;

namespace PartyReport.Matrix.Tests;

/// <summary>
/// The same table through the gateway to services in processes of their own. Rules are turned round in one process only
/// (<see cref="MatrixTests"/>): the product has no switch for it, and both modes read the same table of rules.
/// </summary>
[Collection("product")]
public sealed class SixProcessesTests(SixProcessesWorld world) : IClassFixture<SixProcessesWorld>
{
    [Fact]
    public async Task Every_verdict_is_the_expected_one()
    {
        var answers = await new Walk(world.Door, world.Objects).Ask(Report.Asked(Expected.Cells));

        Report.Write("six-processes", answers, Expected.OpenAtTheGateway.Count);
        answers.Where(a => !a.IsRight).Select(a => a.ToString()).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_was_denied_read_from_outside_or_taken_along_is_recorded_by_each_service() =>
        (await Recorded.Missing(world.Door, world.Objects)).ShouldBeEmpty();

    [Fact]
    public async Task Every_endpoint_of_the_services_has_its_rows()
    {
        using var document = await world.Door.Get<JsonDocument>(People.Administrator, "/openapi/v1.json");

        var operations = from path in document.RootElement.GetProperty("paths").EnumerateObject()
                         from operation in path.Value.EnumerateObject()
                         select operation.Value.GetProperty("operationId").GetString();
        operations.ShouldBe(Expected.Cells.Where(c => !c.IsOfPage).Select(c => c.Endpoint).Distinct(), ignoreOrder: true);
    }

    [Fact]
    public async Task Every_endpoint_of_the_gateway_has_its_rows()
    {
        var routes = (await GatewayProgram.Routes()).Where(r => !r.OfModule && !Expected.IsFile(r.Name)).ToLookup(r => r.SignedIn, r => r.Name);

        routes[true].Distinct().ShouldBe(Expected.Cells.Where(c => c.IsOfPage).Select(c => c.Endpoint).Distinct(), ignoreOrder: true);
        routes[false].Distinct().ShouldBe(Expected.OpenAtTheGateway.Keys, ignoreOrder: true);
    }

    [Fact]
    public async Task An_open_page_answers_everybody_and_a_form_without_the_token_of_its_page_nobody() =>
        (await Walk.FaultsOfOpen(world.Address, Expected.OpenAtTheGateway.Concat(Expected.FormsWithoutToken))).ShouldBeEmpty();

    [Fact]
    public async Task What_a_service_has_for_another_is_not_to_be_found_from_outside() =>
        (await Walk.FaultsOfOpen(world.Address, Expected.Open.Keys.Where(Expected.IsBetweenServices)
            .Select(e => KeyValuePair.Create(e, (404, 404))))).ShouldBeEmpty();
}
