using System.Net;
using System.Text.RegularExpressions;
using PartyReport.Contracts.Archive.Http;
using PartyReport.Contracts.Directory;

namespace PartyReport.Web.Tests;

public sealed partial class PageTests(Product product)
{
    private const string Hostile = "一、<script>alert(1)</script>\n（一）\"><img src=x onerror=alert(2)>\n一是</textarea><style>*{}</style>&amp;{{7*7}}\n";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whoever_is_not_signed_in_is_led_to_the_sign_in_page()
    {
        using var nobody = new Person(product.Address, Guid.Empty, "zh-CN");

        foreach (var path in new[] { "/", "/reports", "/reviews", "/units", $"/reports/{Guid.NewGuid()}" })
        {
            using var response = await nobody.Send(HttpMethod.Get, path);
            (response.StatusCode, response.Headers.Location!.ToString()).ShouldBe((HttpStatusCode.Redirect, "/sign-in"), path);
        }
    }

    [Fact]
    public async Task Every_page_lets_a_browser_show_it_and_nothing_more()
    {
        foreach (var (reader, path) in await product.EveryPage())
        {
            using var someone = await product.SignIn(reader);
            using var response = await someone.Send(HttpMethod.Get, path);
            var html = await response.Content.ReadAsStringAsync(Ct);
            response.StatusCode.ShouldBe(HttpStatusCode.OK, path);
            response.Headers.GetValues("Content-Security-Policy").Single().ShouldStartWith("default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'");
            response.Headers.CacheControl!.NoStore.ShouldBeTrue();
            foreach (var forbidden in new[] { "<script", "style=\"", "javascript:", "onclick" }) html.ShouldNotContain(forbidden, Case.Insensitive);
            Titles().Count(html).ShouldBe(1, path);
            html.ShouldContain("lang=\"zh-CN\"");
        }
    }

    [Fact]
    public async Task What_a_report_says_is_text_on_every_page_and_never_markup()
    {
        var report = await product.Submitted(Hostile);
        using var member = await product.SignIn(DemoCounty.Member);
        var decision = $"/reviews/{report}/decision/return";
        (await member.Submit(decision, decision, ("opinion", "<script>alert(3)</script>"), ("section", ""), ("remark", ""))).Dispose();
        using var helper = await product.SignIn(DemoCounty.Helper);
        await Product.Until("the return", async () => (await helper.Report(report)).State == "draft" ? "yes" : null);
        var edit = $"/reports/{report}/blocks/{(await helper.Block(report, "{{7*7}}")).Id}/edit";

        foreach (var path in Texts(report).Concat([edit, $"/reports/{report}/text", $"/reports/{report}/submission"]))
        {
            var html = await helper.Page(path);
            foreach (var markup in new[] { "<script>alert", "<img src=x", "</textarea><style>", "\"><img" }) html.ShouldNotContain(markup, Case.Insensitive, path);
        }
        (await helper.Page($"/reports/{report}")).ShouldContain("&lt;script&gt;alert(1)");
        (await helper.Page(edit)).ShouldContain("&lt;/textarea&gt;&lt;style&gt;*{}&lt;/style&gt;&amp;amp;{{7*7}}");
    }

    [Theory]
    [InlineData("/nowhere", HttpStatusCode.NotFound, "没有这一页")]
    [InlineData("/reports/00000000-0000-0000-0000-0000000000ff", HttpStatusCode.NotFound, "没有这份报告")]
    [InlineData("/units/00000000-0000-0000-0000-0000000000ff", HttpStatusCode.NotFound, "没有这个单位")]
    public async Task What_is_not_there_is_said_on_a_page(string path, HttpStatusCode status, string words)
    {
        using var clerk = await product.SignIn(DemoCounty.Clerk);

        (await clerk.Page(path, status)).ShouldContain(words);
    }

    [Theory]
    [InlineData("财政局", "青禾县财政局党组")]
    [InlineData("qhxczj", "青禾县财政局党组")]
    [InlineData("qh-gw", "中共青禾县委县直机关工作委员会")]
    [InlineData("czy", "陈志远")]
    [InlineData("<b>", "没有找到")]
    public async Task Units_and_people_are_found_by_name_initials_and_code(string search, string found)
    {
        using var clerk = await product.SignIn(DemoCounty.Clerk);

        var page = await clerk.Page("/units?search=" + Uri.EscapeDataString(search));

        page.ShouldContain(found);
        page.ShouldContain($"value=\"{WebUtility.HtmlEncode(search)}\"");
    }

    [Fact]
    public async Task Another_units_report_is_refused_on_a_page_that_names_the_reason()
    {
        var report = await product.Report();
        using var other = await product.SignIn(DemoCounty.Id(0x10a));

        foreach (var path in new[] { $"/reports/{report}", $"/reports/{report}/compare", $"/reports/{report}/submission", $"/reports/{report}/trail" })
        {
            var page = await other.Page(path, HttpStatusCode.Forbidden);
            page.ShouldContain("您现在的职务不能看这一页");
            page.ShouldNotContain("履职情况");
        }
    }

    [Fact]
    public async Task The_desk_shows_what_waits_and_a_notice_is_marked_as_read()
    {
        var report = await product.Submitted();
        using var member = await product.SignIn(DemoCounty.Member);
        var page = await Product.Until("the notice", async () =>
            await member.Page("/") is { } desk && desk.Contains($"/reviews/{report}\">青禾县财政局党组 述职报告等您审批", StringComparison.Ordinal) ? desk : null);

        var reading = Reading().Match(page).Groups[1].Value;
        using var read = await member.Submit("/", reading);

        page.ShouldContain("待我办理");
        page.ShouldContain("青禾县财政局党组 述职报告");
        read.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await member.Page("/")).ShouldNotContain(reading);
    }

    [Fact]
    public async Task Whoever_has_no_report_of_a_unit_is_led_to_those_that_may_be_read()
    {
        var report = await product.Submitted();
        using var auditor = await product.SignIn(DemoCounty.Auditor);

        foreach (var path in new[] { "/", "/reports" }) (await auditor.Page(path)).ShouldContain("<a class=\"button\" href=\"/reports?all=true\">我能看的报告</a>");
        var all = await auditor.Page("/reports?all=true");

        all.ShouldContain($"/reports/{report}");
        all.ShouldNotContain("class=\"button\" href=\"/reports?all=true\"");
    }

    [Fact]
    public async Task The_trail_shows_every_act_with_its_leaf_and_says_what_a_leaf_cannot_show()
    {
        var report = await product.Submitted();
        using var auditor = await product.SignIn(DemoCounty.Auditor);
        var trail = await Product.Until("the trail to be sealed", async () =>
            await auditor.TryApi<TrailView>(HttpMethod.Get, $"/api/archive/reports/{report}") is { SealedBy: not null } t
            && t.Entries.Any(e => e.Type == "review.stage-opened") ? t : null);

        var page = await auditor.Page($"/reports/{report}/trail");
        var chosen = await auditor.Page($"/reports/{report}/trail?leaf={trail.Entries[1].Leaf}");

        foreach (var entry in trail.Entries) page.ShouldContain($"id=\"leaf-{entry.Leaf}\"");
        foreach (var words in new[] { "报送 修订版 1", "青禾县财政局党组 机关党务干部", "已封存", "不能说明：内容是否属实，键盘前是否本人" }) page.ShouldContain(words);
        chosen.ShouldContain("保存 修订版 1。记录在第");
        WebUtility.HtmlDecode(chosen).ShouldContain(trail.SealedBy!.Root);
    }

    [Fact]
    public async Task Two_revisions_are_compared_character_by_character()
    {
        var report = await product.Report();
        using var helper = await product.SignIn(DemoCounty.Helper);
        var edit = $"/reports/{report}/blocks/{(await helper.Block(report, "带头调研")).Id}/edit";
        (await helper.Submit(edit, edit, ("text", "二是带头下乡调研。"))).Dispose();

        var page = await helper.Page($"/reports/{report}/compare?from=1&to=2");

        InsertedWords().Match(page).Groups[1].Value.ShouldBe("下乡");
        WebUtility.HtmlDecode(page).ShouldContain("改 1 段，+2 字 −0 字");
        page.ShouldContain("段没有改动");
        (await helper.Page($"/reports/{report}/compare?from=1&to=1")).ShouldContain("两个修订版的文字完全相同");
    }

    [Fact]
    public async Task Units_are_walked_from_the_top_and_lead_to_people()
    {
        using var clerk = await product.SignIn(DemoCounty.Clerk);

        (await clerk.Page("/units")).ShouldContain("中共青禾县委");
        (await clerk.Page($"/units/{DemoCounty.Id(1)}")).ShouldContain("中共青禾县委县直机关工作委员会");
        var unit = await clerk.Page($"/units/{DemoCounty.ReportingUnit}");
        foreach (var words in new[] { "青禾县财政局党组", "陈志远", "党组书记、局长", $"/people/{DemoCounty.Secretary}" }) unit.ShouldContain(words);
        (await clerk.Page($"/people/{DemoCounty.Secretary}")).ShouldContain("陈志远");
    }

    private static string[] Texts(Guid report) =>
        ["/", "/reports", $"/reports/{report}", $"/reports/{report}/revisions/1", $"/reports/{report}/compare", $"/reports/{report}/trail", $"/reviews/{report}"];

    [GeneratedRegex("<h1")]
    private static partial Regex Titles();

    [GeneratedRegex("action=\"(/notices/[^\"]+/reading)\"")]
    private static partial Regex Reading();

    [GeneratedRegex("<ins>.*?<span lang=\"zh-CN\">([^<]*)</span>", RegexOptions.Singleline)]
    private static partial Regex InsertedWords();
}
