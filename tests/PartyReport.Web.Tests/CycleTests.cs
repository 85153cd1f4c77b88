using System.Net;
using PartyReport.Contracts.Directory;
using PartyReport.Contracts.Drafting;
using PartyReport.Contracts.Drafting.Http;

namespace PartyReport.Web.Tests;

/// <summary>Cycles on pages, reports that begin in them, and the whole text of a report.</summary>
public sealed class CycleTests(Product product)
{
    private const string New = "/cycles/new";
    private static readonly Guid Branch = DemoCounty.Id(0x24), SchoolSecretary = DemoCounty.Id(0x10d);

    private static readonly (string, string)[] Good =
    [
        ("title", "2025年度述职"), ("year", "2025"), ("day", "2098-12-30"), ("time", "18:00"), ("template", "履职情况：履职、工作\n存在的问题"),
        ("stage", "支部审核"), ("role", "secretary"), ("where", "above"), ("unit", Branch.ToString()),
    ];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_clerk_opens_a_cycle_and_the_form_sent_twice_opens_one()
    {
        using var clerk = await product.SignIn(DemoCounty.Clerk);
        var form = Person.Fields(await clerk.Page(New), New, Good);

        using var opened = await clerk.Send(HttpMethod.Post, New, form);
        using var again = await clerk.Send(HttpMethod.Post, New, form);

        opened.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        again.Headers.Location.ShouldBe(opened.Headers.Location);
        var page = await clerk.Page(opened.Headers.Location!.ToString());
        foreach (var words in new[] { "周期已发起，通知了 1 个单位", "2025年度述职", "青禾县第一中学党支部", "2098 年 12 月 30 日 18:00:59", "支部审核", "履职情况、存在的问题" }) page.ShouldContain(words);
        var cycle = await clerk.Api<CycleView>(HttpMethod.Get, $"/api{opened.Headers.Location.ToString().Split('?')[0]}");
        cycle.Template.Select(t => string.Join('|', t.Keywords)).ShouldBe(["履职|工作", "存在的问题"]);
        (cycle.Chain.Single().Relation, cycle.Chain.Single().Role).ShouldBe((StageRelations.Above, PostRoles.Secretary));
    }

    [Theory]
    [InlineData("title", "", "标题应为1至200个字符")]
    [InlineData("year", "今年", "年份应在1949至2999之间")]
    [InlineData("day", "明天", "报送期限要写明日期和时间")]
    [InlineData("template", "：问题", "模板中有一章填写不正确")]
    [InlineData("stage", "", "审批链应有1至20个环节")]
    [InlineData("unit", "", "应通知1至10000个单位")]
    public async Task A_refused_cycle_is_told_beside_its_field_and_what_was_typed_is_kept(string field, string value, string words)
    {
        using var clerk = await product.SignIn(DemoCounty.Clerk);

        using var refused = await clerk.Submit(New, New, [.. Good.Where(f => f.Item1 != field), (field, value)]);
        var page = await refused.Content.ReadAsStringAsync(Ct);

        refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        page.ShouldContain($"-fault\"><svg");
        page.Split(words).Length.ShouldBe(3, "at the top and beside the field");
        if (field != "title") page.ShouldContain("value=\"2025年度述职\"");
        if (field != "template") page.ShouldContain("履职情况：履职、工作");
        if (field != "stage") page.ShouldContain("value=\"支部审核\"");
        if (field != "unit") page.ShouldContain($"value=\"{Branch}\" checked");
    }

    [Fact]
    public async Task All_below_a_unit_are_called_with_one_tick_and_another_stage_keeps_what_was_typed()
    {
        using var clerk = await product.SignIn(DemoCounty.Clerk);

        using var more = await clerk.Submit(New, New, [.. Good, ("more", "1")]);
        var page = await more.Content.ReadAsStringAsync(Ct);
        using var opened = await clerk.Send(HttpMethod.Post, New, Person.Fields(page, New, [.. Good.Where(f => f.Item1 != "unit"), ("whole", DemoCounty.Id(0x13).ToString())]));

        foreach (var words in new[] { "stage-2", "支部审核", "2025年度述职" }) page.ShouldContain(words);
        (await clerk.Api<CycleView>(HttpMethod.Get, $"/api{opened.Headers.Location!.ToString().Split('?')[0]}")).Units
            .ShouldBe([Branch, DemoCounty.Id(0x25)], ignoreOrder: true);
    }

    [Fact]
    public async Task Who_is_no_clerk_finds_no_way_to_open_a_cycle_and_is_refused_all_the_same()
    {
        using var secretary = await product.SignIn(DemoCounty.Secretary);

        (await secretary.Page("/cycles")).ShouldNotContain(New);
        (await secretary.Page(New, HttpStatusCode.Forbidden)).ShouldContain("只有上级机关的经办人");
        using var refused = await secretary.SubmitUnasked(New, Good);

        refused.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_unit_that_the_clerk_does_not_look_after_is_not_called()
    {
        using var clerk = await product.SignIn(DemoCounty.Clerk);

        using var refused = await clerk.Submit(New, New, [.. Good.Where(f => f.Item1 != "unit"), ("unit", DemoCounty.Id(1).ToString())]);

        refused.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await refused.Content.ReadAsStringAsync(Ct)).ShouldContain("只有上级机关的经办人可以通知该单位述职");
    }

    [Fact]
    public async Task A_report_is_started_once_by_its_unit_and_written_from_the_cycles_chapters()
    {
        var cycle = await Opened();
        using var school = await product.SignIn(SchoolSecretary);
        using var other = await product.SignIn(DemoCounty.Secretary);
        var start = $"/cycles/{cycle}/reports";

        foreach (var page in new[] { $"/cycles/{cycle}", "/reports", "/" }) (await school.Page(page)).ShouldContain($"action=\"{start}\"");
        (await other.Page($"/cycles/{cycle}")).ShouldNotContain(start);
        using var foreign = await other.SubmitUnasked(start, ("unit", Branch.ToString()));
        using var started = await school.Submit($"/cycles/{cycle}", start);
        using var again = await school.SubmitUnasked(start, ("unit", Branch.ToString()));

        foreign.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        started.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        again.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        var report = started.Headers.Location!.ToString().Split('?')[0];
        (await school.Page(report)).ShouldContain($"{report}/text");
        WebUtility.HtmlDecode(await school.Page($"{report}/text")).ShouldContain("2025年度述职报告\n一、履职情况\n\n二、存在的问题");
        (await school.Page("/reports")).ShouldNotContain(start);
    }

    [Fact]
    public async Task A_text_without_a_heading_is_refused_and_kept_and_a_good_one_is_saved()
    {
        var cycle = await Opened();
        using var school = await product.SignIn(SchoolSecretary);
        using var started = await school.Submit($"/cycles/{cycle}", $"/cycles/{cycle}/reports");
        var text = started.Headers.Location!.ToString().Split('?')[0] + "/text";

        using var refused = await school.Submit(text, text, ("text", "没有标题的文字。"));
        var page = await refused.Content.ReadAsStringAsync(Ct);
        using var saved = await school.Send(HttpMethod.Post, text, Person.Fields(page, text, ("text", "一、履职情况\r\n全年学习十二次。")));
        using var later = await school.Send(HttpMethod.Post, text, Person.Fields(page, text, ("text", "一、晚了一步"), ("key", "another")));

        refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        page.ShouldContain("没有标题的文字。</textarea>");
        (await school.Page(saved.Headers.Location!.ToString())).ShouldContain("全年学习十二次。");
        WebUtility.HtmlDecode(await school.Page(text)).ShouldContain("一、履职情况\n全年学习十二次。</textarea>");
        later.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await later.Content.ReadAsStringAsync(Ct)).ShouldContain("一、晚了一步</textarea>");
    }

    private async Task<Guid> Opened()
    {
        using var clerk = await product.SignIn(DemoCounty.Clerk);
        var cycle = await Product.Until("the clerk's posts to be known", async () =>
        {
            using var opened = await clerk.Submit(New, New, Good);
            return opened.Headers.Location?.ToString();
        });
        using var school = await product.SignIn(SchoolSecretary);
        await Product.Until("drafting to know the school", async () =>
            (await school.TryApi<CyclesView>(HttpMethod.Get, "/api/cycles"))?.Cycles.Any(c => cycle.Contains(c.Id.ToString(), StringComparison.Ordinal)) == true ? "yes" : null);
        return Guid.Parse(cycle.Split('/', '?')[2]);
    }
}
