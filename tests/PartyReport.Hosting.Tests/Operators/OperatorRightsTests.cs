using PartyReport.Contracts.Operations.Http;
using PartyReport.Servers;

namespace PartyReport.Hosting.Tests;

public sealed class OperatorRightsTests
{
    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Administrators_and_auditors_read_and_nobody_else(Engine engine)
    {
        await using var host = await OperatedHost.StartBlocked(engine);

        foreach (var path in new[] { "", "/blocked" })
        {
            (await host.Get(path, OperatedHost.Administrator)).Status.ShouldBe(200);
            (await host.Get(path, OperatedHost.Auditor)).Status.ShouldBe(200);
            foreach (var stranger in new[] { OperatedHost.Secretary, OperatedHost.Id(999) })
            {
                var refused = await host.Get(path, stranger);
                (refused.Status, refused.Code).ShouldBe((403, "operations.not-yours"));
            }
        }
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Only_an_administrator_changes_anything(Engine engine)
    {
        await using var host = await OperatedHost.StartBlocked(engine);

        foreach (var person in new[] { OperatedHost.Auditor, OperatedHost.Secretary, OperatedHost.Id(999) })
            foreach (var refused in new[] { await host.Retry(person: person), await host.Skip(1, person: person), await host.Replay(person: person) })
                (refused.Status, refused.Code).ShouldBe((403, "operations.not-administrator"));

        (await host.Recorded()).ShouldBeEmpty();
        (await host.Blocked()).Events.Count.ShouldBe(4);
    }

    [Fact]
    public async Task An_administrator_whose_post_has_ended_is_none()
    {
        await using var host = await OperatedHost.StartBlocked(Engine.Sqlite);
        await host.Log.Write(s => s.Execute("update organisation_post_row set last_day = @day", new { day = new DateOnly(2020, 1, 2) }), OperatedHost.Ct);

        (await host.Get()).Code.ShouldBe("operations.not-yours");
        (await host.Retry()).Code.ShouldBe("operations.not-administrator");
    }

    [Theory]
    [InlineData("/retries"), InlineData("/skips"), InlineData("/replays")]
    public async Task A_change_needs_its_key(string path)
    {
        await using var host = await OperatedHost.StartBlocked(Engine.Sqlite);

        var refused = await host.Post(path, new RetryStreamRequest("directory", "units", OperatedHost.Id(1)), key: "");

        (refused.Status, refused.Code).ShouldBe((400, "request.key-missing"));
    }
}
