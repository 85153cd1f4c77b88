using System.Net;
using PartyReport.Contracts.Directory;
using PartyReport.Gateway.Tests;

namespace PartyReport.Web.Tests;

/// <summary>Forms that are not ours, ids that were guessed, and reports of others, on every page.</summary>
public sealed class AttackTests(Product product)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static TheoryData<string> Forms =>
    [
        "/cycles/new", "/cycles/{cycle}/reports", "/reports/{id}/text", "/reports/{id}/blocks/{block}/edit", "/reports/{id}/submission",
        "/reviews/{id}/decision/approve", "/reviews/{id}/decision/return", "/notices/{id}/reading", "/preferences",
    ];

    [Theory, MemberData(nameof(Forms))]
    public async Task A_form_that_is_not_of_our_own_page_is_refused_before_anything_is_looked_at(string form)
    {
        var action = form.Replace("{id}", $"{Guid.NewGuid()}", StringComparison.Ordinal)
            .Replace("{cycle}", $"{Guid.NewGuid()}", StringComparison.Ordinal).Replace("{block}", $"{Guid.NewGuid()}", StringComparison.Ordinal);
        using var secretary = await product.SignIn(DemoCounty.Secretary);
        using var helper = await product.SignIn(DemoCounty.Helper);
        var own = Person.Fields(await secretary.Page("/"), "/preferences").Single(f => f.Key == "token");
        var others = Person.Fields(await helper.Page("/"), "/preferences").Single(f => f.Key == "token");

        (await Answer([])).ShouldBe(HttpStatusCode.BadRequest);
        (await Answer([new("token", "CfDJ8forged")])).ShouldBe(HttpStatusCode.BadRequest);
        (await Answer([others])).ShouldBe(HttpStatusCode.BadRequest);
        (await Answer([own], ("Origin", "https://elsewhere.example"))).ShouldBe(HttpStatusCode.Forbidden);
        (await Answer([own], ("Origin", "null"))).ShouldBe(HttpStatusCode.Forbidden);
        (await Answer([own], ("Sec-Fetch-Site", "cross-site"))).ShouldBe(HttpStatusCode.Forbidden);
        (await Answer([own], ("Sec-Fetch-Site", "same-site"))).ShouldBe(HttpStatusCode.Forbidden);

        async Task<HttpStatusCode> Answer(List<KeyValuePair<string, string>> fields, params (string, string)[] headers)
        {
            using var response = await secretary.Send(HttpMethod.Post, action, [.. fields, new("key", "k")], headers);
            return response.StatusCode;
        }
    }

    [Fact]
    public async Task A_guessed_id_is_not_there_and_the_page_says_nothing_else()
    {
        using var secretary = await product.SignIn(DemoCounty.Secretary);
        var guessed = Guid.NewGuid();

        foreach (var path in Pages(guessed, guessed).Append($"/cycles/{guessed}").Append($"/units/{guessed}").Append($"/people/{guessed}"))
        {
            var page = await secretary.Page(path, HttpStatusCode.NotFound);
            page.ShouldContain("没有这一页", customMessage: path);
            // What the frame shows of the reader, and nothing of anybody else.
            page.Split("青禾县").Length.ShouldBe(2, path);
        }
        using var started = await secretary.SubmitUnasked($"/cycles/{guessed}/reports", ("unit", DemoCounty.ReportingUnit.ToString()));
        started.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task What_the_API_says_of_a_guessed_id_is_the_same_for_every_id()
    {
        using var secretary = await product.SignIn(DemoCounty.Secretary);
        foreach (var (path, code) in new[]
        {
            ("/api/reports/{0}", "report.unknown"), ("/api/reports/{0}/revisions/1", "report.unknown"), ("/api/reviews/{0}", "review.unknown"),
            ("/api/cycles/{0}", "cycle.unknown"), ("/api/units/{0}", "unit.unknown"), ("/api/people/{0}", "person.unknown"),
        })
        {
            var (one, other) = (Guid.NewGuid().ToString(), Guid.NewGuid().ToString());
            using var first = await secretary.Send(HttpMethod.Get, path.Replace("{0}", one, StringComparison.Ordinal));
            using var second = await secretary.Send(HttpMethod.Get, path.Replace("{0}", other, StringComparison.Ordinal));

            (await first.ShouldReveal(HttpStatusCode.NotFound, code, one, path)).ShouldBe(await second.ShouldReveal(HttpStatusCode.NotFound, code, other, path));
        }
    }

    [Fact]
    public async Task What_the_API_says_of_a_report_of_others_tells_nothing_of_it()
    {
        var report = await product.Submitted();
        using var other = await product.SignIn(DemoCounty.Id(0x10a));

        foreach (var (path, code) in new[]
        {
            ($"/api/reports/{report}", "report.not-yours"), ($"/api/reports/{report}/revisions/1", "report.not-yours"), ($"/api/reviews/{report}", "review.not-yours"),
        })
        {
            using var response = await other.Send(HttpMethod.Get, path);
            await response.ShouldReveal(HttpStatusCode.Forbidden, code, $"{report}", "履职情况", "带头调研", "青禾县", path);
        }
    }

    [Fact]
    public async Task A_guessed_block_of_an_own_report_is_not_there()
    {
        var report = await product.Report();
        using var secretary = await product.SignIn(DemoCounty.Secretary);

        (await secretary.Page($"/reports/{report}/blocks/{Guid.NewGuid()}/edit", HttpStatusCode.NotFound)).ShouldContain("没有这一页");
        await secretary.Page($"/reports/{report}/revisions/99", HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Another_units_report_opens_on_no_page_and_none_tells_its_words()
    {
        var (report, draft) = (await product.Submitted(), await product.Report());
        using var helper = await product.SignIn(DemoCounty.Helper);
        var block = (await helper.Block(draft, "带头调研")).Id;
        using var other = await product.SignIn(DemoCounty.Id(0x10a));

        foreach (var path in Pages(report, block).Concat(Pages(draft, block).Where(p => !p.Contains("/reviews/", StringComparison.Ordinal))))
        {
            using var response = await other.Send(HttpMethod.Get, path);
            var page = await response.Content.ReadAsStringAsync(Ct);
            response.StatusCode.ShouldBe(HttpStatusCode.Forbidden, path);
            foreach (var words in new[] { "履职情况", "带头调研", "青禾县财政局党组" }) page.ShouldNotContain(words, customMessage: path);
        }
    }

    [Fact]
    public async Task Another_units_report_is_changed_by_no_form()
    {
        var (report, draft) = (await product.Submitted(), await product.Report());
        using var helper = await product.SignIn(DemoCounty.Helper);
        var block = (await helper.Block(draft, "带头调研")).Id;
        using var other = await product.SignIn(DemoCounty.Id(0x10a));

        foreach (var action in new[]
        {
            $"/reports/{draft}/text", $"/reports/{draft}/blocks/{block}/edit", $"/reports/{draft}/submission", $"/reviews/{report}/decision/approve",
            $"/reviews/{report}/decision/return",
        })
        {
            using var response = await other.SubmitUnasked(
                action, ("base", "1"), ("revision", "1"), ("stage", "1"), ("hash", new string('0', 64)), ("text", "一、别人的话"), ("opinion", "别人的意见"));
            response.StatusCode.ShouldBe(HttpStatusCode.Forbidden, action);
        }
        (await helper.Report(draft)).Revision.ShouldBe(1);
        (await helper.Report(draft)).State.ShouldBe("draft");
    }

    private static IEnumerable<string> Pages(Guid report, Guid block) =>
    [
        $"/reports/{report}", $"/reports/{report}/revisions/1", $"/reports/{report}/compare", $"/reports/{report}/trail", $"/reports/{report}/text",
        $"/reports/{report}/trail/3/proof", $"/reports/{report}/blocks/{block}/edit", $"/reports/{report}/submission", $"/reviews/{report}", $"/reviews/{report}/decision/approve",
        $"/reviews/{report}/decision/return",
    ];
}
