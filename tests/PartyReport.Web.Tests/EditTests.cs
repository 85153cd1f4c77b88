using System.Net;
using PartyReport.Contracts.Directory;

namespace PartyReport.Web.Tests;

public sealed class EditTests(Product product)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_block_is_saved_as_a_new_revision_and_shown()
    {
        var report = await product.Report();
        using var helper = await product.SignIn(DemoCounty.Helper);
        var edit = await Address(helper, report, "缺少分类指导");

        using var saved = await helper.Submit(edit, edit, ("text", "一是缺少分类指导，例子不多。"));

        saved.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var page = await helper.Page(saved.Headers.Location!.ToString());
        page.ShouldContain("一是缺少分类指导，例子不多。");
        page.ShouldContain("已保存 修订版 2");
    }

    [Fact]
    public async Task The_same_form_sent_twice_makes_one_revision()
    {
        var report = await product.Report();
        using var helper = await product.SignIn(DemoCounty.Helper);
        var edit = await Address(helper, report, "带头调研");
        var form = Person.Fields(await helper.Page(edit), edit, ("text", "二是带头调研，全年十四次。"));

        using var first = await helper.Send(HttpMethod.Post, edit, form);
        using var again = await helper.Send(HttpMethod.Post, edit, form);

        (first.StatusCode, again.StatusCode).ShouldBe((HttpStatusCode.Redirect, HttpStatusCode.Redirect));
        (await helper.Report(report)).Revision.ShouldBe(2);
    }

    [Theory]
    [InlineData("none")]
    [InlineData("forged")]
    [InlineData("somebody else's")]
    public async Task Without_a_token_of_its_own_a_form_is_refused_and_nothing_is_changed(string token)
    {
        var report = await product.Report();
        using var helper = await product.SignIn(DemoCounty.Helper);
        using var secretary = await product.SignIn(DemoCounty.Secretary);
        var edit = await Address(helper, report, "制定清单");
        var form = Person.Fields(await helper.Page(edit), edit, ("text", "一是制定清单两份。"));
        form.RemoveAll(f => f.Key == "token");
        if (token == "forged") form.Add(new("token", "CfDJ8forged"));
        if (token == "somebody else's") form.Add(Person.Fields(await secretary.Page(edit), edit).Single(f => f.Key == "token"));

        using var refused = await helper.Send(HttpMethod.Post, edit, form);

        refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await refused.Content.ReadAsStringAsync(Ct)).ShouldContain("这个表单已过期");
        (await helper.Report(report)).Revision.ShouldBe(1);
    }

    [Theory]
    [InlineData("Origin", "https://elsewhere.example")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    public async Task A_form_that_another_site_sends_is_refused_and_nothing_is_changed(string header, string value)
    {
        var report = await product.Report();
        using var helper = await product.SignIn(DemoCounty.Helper);
        var edit = await Address(helper, report, "制定清单");

        using var refused = await helper.Send(HttpMethod.Post, edit, Person.Fields(await helper.Page(edit), edit, ("text", "一是制定清单两份。")), (header, value));

        refused.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await refused.Content.ReadAsStringAsync(Ct)).ShouldContain("请求来自其他网站");
        (await helper.Report(report)).Revision.ShouldBe(1);
    }

    [Fact]
    public async Task A_refused_text_is_kept_in_its_field_with_the_reason()
    {
        var report = await product.Report();
        using var helper = await product.SignIn(DemoCounty.Helper);
        var edit = await Address(helper, report, "带头调研");

        using var refused = await helper.Submit(edit, edit, ("text", "四、这里成了一章"));
        var page = await refused.Content.ReadAsStringAsync(Ct);

        refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        page.ShouldContain("修改不能改变结构");
        page.ShouldContain("四、这里成了一章</textarea>");
        (await helper.Report(report)).Revision.ShouldBe(1);
    }

    [Fact]
    public async Task Who_changes_what_another_changed_meanwhile_sees_the_three_texts_and_saves_them_joined()
    {
        var report = await product.Report();
        using var helper = await product.SignIn(DemoCounty.Helper);
        using var secretary = await product.SignIn(DemoCounty.Secretary);
        var edit = await Address(helper, report, "带头调研");
        var form = Person.Fields(await helper.Page(edit), edit, ("text", "二是带头调研，走遍支部。"));
        (await secretary.Submit(edit, edit, ("text", "二是带头调研十四次。"))).Dispose();

        using var refused = await helper.Send(HttpMethod.Post, edit, form);
        var page = await refused.Content.ReadAsStringAsync(Ct);
        using var joined = await helper.Send(HttpMethod.Post, edit, Person.Fields(page, edit, ("text", "二是带头调研十四次，走遍支部。")));

        refused.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        foreach (var words in new[] { "这一段您和别人同时改了", "原文", "对方已保存", "您的改动", "十四次", "走遍支部。</textarea>" }) page.ShouldContain(words);
        joined.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await helper.Block(report, "带头调研")).Text.ShouldContain("二是带头调研十四次，走遍支部。");
    }

    [Fact]
    public async Task The_line_ends_of_a_browser_do_not_come_into_the_text()
    {
        var report = await product.Report("一、问题\n甲段。\n");
        using var helper = await product.SignIn(DemoCounty.Helper);
        var edit = await Address(helper, report, "甲段");

        (await helper.Submit(edit, edit, ("text", "甲段。\r\n又一行。"))).Dispose();

        (await helper.Block(report, "甲段")).Text.ShouldNotContain("\r");
    }

    [Fact]
    public async Task Who_may_not_write_finds_no_link_to_edit_and_is_refused_all_the_same()
    {
        var report = await product.Report();
        using var member = await product.SignIn(DemoCounty.Member);
        var edit = await Address(member, report, "带头调研");

        using var refused = await member.SubmitUnasked(edit, ("base", "1"), ("text", "二是带头调研，改了。"));

        var page = await member.Page($"/reports/{report}");
        foreach (var link in new[] { "/edit\"", "/text\"", "/submission\"" }) page.ShouldNotContain(link);
        foreach (var form in new[] { edit, $"/reports/{report}/text", $"/reports/{report}/submission" })
            (await member.Page(form, HttpStatusCode.Forbidden)).ShouldContain("只有本单位的书记和党务干部可以撰写报告");
        refused.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await refused.Content.ReadAsStringAsync(Ct)).ShouldContain("只有本单位的书记和党务干部可以撰写报告");
    }

    [Fact]
    public async Task A_report_under_review_has_no_form_to_change_it()
    {
        var report = await product.Submitted();
        using var helper = await product.SignIn(DemoCounty.Helper);

        foreach (var form in new[] { await Address(helper, report, "带头调研"), $"/reports/{report}/text", $"/reports/{report}/submission" })
            (await helper.Page(form, HttpStatusCode.Conflict)).ShouldContain("现在不能这样做");
    }

    private static async Task<string> Address(Person reader, Guid report, string words) =>
        $"/reports/{report}/blocks/{(await reader.Block(report, words)).Id}/edit";
}
