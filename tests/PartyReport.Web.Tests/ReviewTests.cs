using System.Net;
using PartyReport.Contracts.Directory;
using PartyReport.Contracts.Review;
using PartyReport.Contracts.Review.Http;

namespace PartyReport.Web.Tests;

public sealed class ReviewTests(Product product)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_submission_names_the_full_hash_and_sent_twice_it_is_one()
    {
        var report = await product.Report();
        using var secretary = await product.SignIn(DemoCounty.Secretary);
        var address = $"/reports/{report}/submission";
        var page = await secretary.Page(address);
        var hash = (await secretary.Report(report)).Hash!;

        foreach (var group in hash.Chunk(4)) page.ShouldContain($"<span>{new string(group)}</span>");
        using var first = await secretary.Send(HttpMethod.Post, address, Person.Fields(page, address));
        using var again = await secretary.Send(HttpMethod.Post, address, Person.Fields(page, address));

        (first.StatusCode, again.StatusCode).ShouldBe((HttpStatusCode.Redirect, HttpStatusCode.Redirect));
        (await secretary.Report(report)).State.ShouldBe("in-review");
        (await secretary.Page(first.Headers.Location!.ToString())).ShouldContain("已报送修订版 1");
    }

    [Fact]
    public async Task What_changed_since_the_page_was_opened_is_not_submitted()
    {
        var report = await product.Report();
        using var secretary = await product.SignIn(DemoCounty.Secretary);
        var address = $"/reports/{report}/submission";
        var form = Person.Fields(await secretary.Page(address), address);
        var edit = $"/reports/{report}/blocks/{(await secretary.Block(report, "制定清单")).Id}/edit";
        (await secretary.Submit(edit, edit, ("text", "一是制定清单两份。"))).Dispose();

        using var refused = await secretary.Send(HttpMethod.Post, address, form);

        refused.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await refused.Content.ReadAsStringAsync(Ct)).ShouldContain("报告已有新的修订版");
        (await secretary.Report(report)).State.ShouldBe("draft");
    }

    [Fact]
    public async Task A_reviewer_approves_on_a_page_that_says_what_exactly()
    {
        var report = await product.Submitted();
        using var member = await product.SignIn(DemoCounty.Member);
        var address = $"/reviews/{report}/decision/approve";

        (await member.Page($"/reviews/{report}")).ShouldContain($"{address}?revision=1");
        (await member.Page(address)).ShouldContain("青禾县财政局党组 党组成员、副局长");
        using var decided = await member.Submit(address, address, ("opinion", "同意报送。"));

        var page = await member.Page(decided.Headers.Location!.ToString());
        page.ShouldContain("您已通过修订版 1");
        page.ShouldContain("同意报送。");
        (await member.Api<ReviewView>(HttpMethod.Get, $"/api/reviews/{report}")).Stage.ShouldBe(2);
    }

    [Fact]
    public async Task A_return_without_an_opinion_is_refused_beside_the_field_and_what_was_typed_is_kept()
    {
        var report = await product.Submitted();
        using var member = await product.SignIn(DemoCounty.Member);
        var address = $"/reviews/{report}/decision/return";
        var section = (await member.Block(report, "办法不多")).Id.ToString();

        using var refused = await member.Submit(address, address, ("opinion", " "), ("section", section), ("remark", "请举例。"));
        var page = await refused.Content.ReadAsStringAsync(Ct);
        using var returned = await member.Send(HttpMethod.Post, address, Person.Fields(
            page, address, ("opinion", "缺少具体事例。"), ("section", section), ("remark", "请举例。")));

        refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        page.ShouldContain("请写明要改什么，对方才能动手");
        page.ShouldContain("请举例。</textarea>");
        returned.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var decision = (await member.Api<ReviewView>(HttpMethod.Get, $"/api/reviews/{report}")).Decisions.Single();
        (decision.Verdict, decision.Opinion, decision.Remarks.Single().Text).ShouldBe((Verdicts.Return, "缺少具体事例。", "请举例。"));
        using var helper = await product.SignIn(DemoCounty.Helper);
        await Product.Until("the return to reach drafting", async () =>
            (await helper.Report(report)).State == "draft" ? await helper.Report(report) : null);
        (await helper.Page($"/reports/{report}")).ShouldContain("请举例。");
    }

    [Fact]
    public async Task Another_row_for_a_remark_keeps_the_rows_before()
    {
        var report = await product.Submitted();
        using var member = await product.SignIn(DemoCounty.Member);
        var address = $"/reviews/{report}/decision/return";

        using var more = await member.Submit(address, address, ("opinion", "请改。"), ("section", ""), ("remark", "第一条。"), ("more", "1"));
        var page = await more.Content.ReadAsStringAsync(Ct);

        more.StatusCode.ShouldBe(HttpStatusCode.OK);
        foreach (var words in new[] { "请改。</textarea>", "第一条。</textarea>", "remark-2" }) page.ShouldContain(words);
        (await member.Api<ReviewView>(HttpMethod.Get, $"/api/reviews/{report}")).Decisions.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_verb_that_is_not_the_readers_stands_there_with_its_reason()
    {
        var report = await product.Submitted();
        using var author = await product.SignIn(DemoCounty.Helper);
        using var later = await product.SignIn(DemoCounty.WorkCommitteeReviewer);
        var address = $"/reviews/{report}/decision/approve";

        var page = await later.Page($"/reviews/{report}");
        var hash = (await author.Api<ReviewView>(HttpMethod.Get, $"/api/reviews/{report}")).Hash;
        using var refused = await later.SubmitUnasked(address, ("stage", "1"), ("revision", "1"), ("hash", hash), ("opinion", "同意。"));

        page.ShouldContain("aria-disabled=\"true\"");
        page.ShouldContain("当前环节的审批人是：青禾县财政局党组 党组成员、副局长");
        (await author.Page($"/reviews/{report}")).ShouldContain("报告的作者和报送人不能审批它");
        (await later.Page(address, HttpStatusCode.Forbidden)).ShouldContain("您的职务不在当前环节的审批人之中");
        (await author.Page(address, HttpStatusCode.Forbidden)).ShouldContain("作者");
        refused.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await refused.Content.ReadAsStringAsync(Ct)).ShouldContain("您的职务不在当前环节的审批人之中");
    }

    [Fact]
    public async Task A_decision_on_another_revision_than_the_one_read_is_not_asked_for()
    {
        var report = await product.Submitted();
        using var member = await product.SignIn(DemoCounty.Member);

        (await member.Page($"/reviews/{report}/decision/approve?revision=7", HttpStatusCode.Conflict)).ShouldContain("您看到的不是正在审批的修订版");
    }

    [Fact]
    public async Task A_hash_that_was_changed_on_the_way_is_refused()
    {
        var report = await product.Submitted();
        using var member = await product.SignIn(DemoCounty.Member);
        var address = $"/reviews/{report}/decision/approve";

        using var refused = await member.Submit(address, address, ("opinion", ""), ("hash", new string('0', 64)));

        refused.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await member.Api<ReviewView>(HttpMethod.Get, $"/api/reviews/{report}")).Decisions.ShouldBeEmpty();
    }
}
