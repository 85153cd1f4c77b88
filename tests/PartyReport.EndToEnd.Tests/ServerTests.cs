using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using PartyReport.Contracts.Directory;
using PartyReport.Contracts.Directory.Http;
using PartyReport.Contracts.Operations.Http;

namespace PartyReport.EndToEnd.Tests;

public sealed partial class ServerTests
{
    [Fact]
    public async Task It_serves_one_api_page_that_needs_nothing_from_elsewhere()
    {
        using var data = new TempFolder();
        using var server = await Serving.Start("--data", data.Path);

        var root = await server.Http.GetAsync("/", TestContext.Current.CancellationToken);
        var signIn = await server.Http.GetStringAsync(root.Headers.Location, TestContext.Current.CancellationToken);
        var page = await server.Http.GetStringAsync("/scalar/", TestContext.Current.CancellationToken);
        var document = await server.Http.GetFromJsonAsync<JsonElement>("/openapi/v1.json", TestContext.Current.CancellationToken);

        root.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        Elsewhere().IsMatch(signIn).ShouldBeFalse();
        page.ShouldContain("scalar");
        Elsewhere().IsMatch(page).ShouldBeFalse();
        var ways = document.GetProperty("components").GetProperty("securitySchemes").EnumerateObject().Select(s => s.Name);
        document.GetProperty("paths").GetProperty("/api/units").GetProperty("post").GetProperty("security").EnumerateArray()
            .SelectMany(s => s.EnumerateObject()).Select(s => s.Name).ShouldBe(ways);
        var paths = document.GetProperty("paths").EnumerateObject().Select(p => p.Name).ToList();
        foreach (var start in new[] { "/api/units", "/api/cycles", "/api/reports", "/api/reviews", "/api/archive", "/api/notices" })
            paths.ShouldContain(p => p.StartsWith(start, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_demo_county_has_three_levels_and_at_least_twelve_units()
    {
        using var data = new TempFolder();
        using var server = await Serving.Start("--data", data.Path);

        var units = (await server.Get<List<UnitView>>(DemoCounty.Clerk, "/api/units"))!;

        units.Count.ShouldBeGreaterThanOrEqualTo(12);
        units.Max(u => Depth(u, units)).ShouldBe(3);
        (await server.Get<PersonView>(DemoCounty.Clerk, $"/api/people/{DemoCounty.Secretary}"))!.Posts.ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("directory", 0), InlineData("drafting", 2), InlineData("review", 2), InlineData("archive", 6), InlineData("notification", 3)]
    public async Task Every_service_shows_its_operators_how_far_its_events_have_come(string service, int subscriptions)
    {
        using var data = new TempFolder();
        using var server = await Serving.Start("--data", data.Path);

        var state = (await server.Get<EventingView>(DemoCounty.Administrator, $"/api/operations/{service}"))!;

        (state.Service, state.Subscriptions.Count).ShouldBe((service, subscriptions));
        state.Subscriptions.ShouldAllBe(s => s.Lag != null);
        state.Alarms.ShouldBeEmpty();
    }

    [Fact]
    public async Task Everybody_on_the_sign_in_page_is_in_the_directory()
    {
        using var data = new TempFolder();
        using var server = await Serving.Start("--data", data.Path);

        var page = await server.Http.GetStringAsync("/sign-in", TestContext.Current.CancellationToken);
        var people = Account().Matches(page).Select(m => Guid.Parse(m.Groups[1].Value)).ToList();

        people.Count.ShouldBe(15);
        foreach (var person in people) (await server.Get<PersonView>(person, $"/api/people/{person}"))!.Posts.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task An_empty_start_stays_empty()
    {
        using var data = new TempFolder();
        using (await Serving.Start("--data", data.Path, "--empty")) { }
        using var server = await Serving.Start("--data", data.Path);

        (await server.Get<List<UnitView>>(DemoCounty.Clerk, "/api/units"))!.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_folder_in_use_is_refused_with_3()
    {
        using var data = new TempFolder();
        using var server = await Serving.Start("--data", data.Path);

        var second = await AllInOne.Demo(data.Path);

        second.Code.ShouldBe(3);
        second.Error.ShouldContain(data.Path);
    }

    [Fact]
    public async Task Nobody_is_served_without_saying_who_asks()
    {
        using var data = new TempFolder();
        using var server = await Serving.Start("--data", data.Path);

        var answer = await server.Http.GetAsync("/api/units", TestContext.Current.CancellationToken);

        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
    }

    private static int Depth(UnitView unit, List<UnitView> units) =>
        unit.Parent is null ? 1 : 1 + Depth(units.Single(u => u.Id == unit.Parent), units);

    [GeneratedRegex("""(src|href)="(https?:)?//""")]
    private static partial Regex Elsewhere();

    [GeneratedRegex("person\" value=\"([0-9a-f-]+)")]
    private static partial Regex Account();

    /// <summary>The program as a server, on a port of its own.</summary>
    private sealed class Serving(Process process, HttpClient http) : IDisposable
    {
        public HttpClient Http => http;

        public static async Task<Serving> Start(params string[] args)
        {
            var process = AllInOne.Start([.. args, "--port", "0"]);
            var first = await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
            first.ShouldNotBeNull(await (first is null ? process.StandardError.ReadToEndAsync() : Task.FromResult("")));
            var handler = new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false };
            var address = new Uri(first.Split(' ')[^1]);
            return new Serving(process, new HttpClient(handler) { BaseAddress = address, DefaultRequestHeaders = { { "Origin", address.GetLeftPart(UriPartial.Authority) } } });
        }

        public async Task<T?> Get<T>(Guid person, string path)
        {
            using var form = new FormUrlEncodedContent([new("person", person.ToString())]);
            using var signedIn = await http.PostAsync("/sign-in", form, TestContext.Current.CancellationToken);
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.Add("Cookie", signedIn.Headers.GetValues("Set-Cookie").First().Split(';')[0]);
            using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
            response.EnsureSuccessStatusCode();
            return await response.Content.ReadFromJsonAsync<T>(TestContext.Current.CancellationToken);
        }

        public void Dispose()
        {
            http.Dispose();
            process.Kill();
            process.WaitForExit();
            process.Dispose();
        }
    }
}
