namespace PartyReport.Web.Tests;

/// <summary>The main job in one process.</summary>
public sealed class ScenarioTests(Product product, Browser browser)
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task A_cycle_is_opened_a_report_written_returned_mended_approved_and_its_trail_read(bool scripts) => new Scenario(product, browser).Run(scripts);
}
