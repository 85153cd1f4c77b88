namespace PartyReport.Web.Tests;

/// <summary>The main job by four people in a browser that runs no scripts.</summary>
public sealed class ScenarioTests(Product product, Browser browser)
{
    [Fact]
    public Task A_report_is_written_submitted_returned_revised_approved_and_its_trail_read_without_scripts() => new Scenario(product, browser).Run();
}
