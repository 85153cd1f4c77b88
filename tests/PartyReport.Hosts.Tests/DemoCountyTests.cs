using System.Net;
using System.Text.Json;
using PartyReport.Contracts.Directory;
using PartyReport.Servers;
using PartyReport.Tokens;

namespace PartyReport.Hosts.Tests;

public sealed class DemoCountyTests
{
    [Fact]
    public async Task Replicas_that_start_together_make_one_county()
    {
        await using var database = await PostgresModule.Create("directory");
        using var settings = new Settings(database).With("Postgres:OwnerConnectionString", database.Owner).With("Demo:County", "true");
        (await HostProcess.Run("Directory", settings, "--migrate")).Code.ShouldBe(0);

        var replicas = Enumerable.Range(0, 3).Select(_ => HostProcess.Start("Directory", settings)).ToList();
        var seen = new List<int>();
        foreach (var replica in replicas)
        {
            await replica.Answers("/health/ready", HttpStatusCode.OK);
            seen.Add(await Units(replica));
        }

        seen.ShouldBe([13, 13, 13]);
        foreach (var replica in replicas) (await replica.Stop()).Code.ShouldBe(0);
        foreach (var replica in replicas) await replica.DisposeAsync();
    }

    private static async Task<int> Units(HostProcess host)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/units");
        request.Headers.Authorization = TestTokens.For(DemoCounty.Administrator, "directory");
        using var response = await host.Http.SendAsync(request, TestContext.Current.CancellationToken);
        var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        response.StatusCode.ShouldBe(HttpStatusCode.OK, body);
        return JsonDocument.Parse(body).RootElement.GetArrayLength();
    }
}
