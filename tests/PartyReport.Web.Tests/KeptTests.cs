using System.Net;
using PartyReport.Contracts.Directory;

namespace PartyReport.Web.Tests;

/// <summary>An afternoon's text outlives the session that it was typed in.</summary>
public sealed class KeptTests(Product product)
{
    private const string Text = "一是制定清单两份，<每季>核对\"一次\"。";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("zh-CN", "请在另一个标签页登录")]
    [InlineData("en", "Sign in in another tab")]
    public async Task When_the_session_has_ended_the_form_comes_back_and_is_good_after_a_sign_in_beside_it(string language, string told)
    {
        var (helper, report, edit, form) = await Typing(language);
        using (helper)
        {
            (await helper.Send(HttpMethod.Post, "/sign-out", [])).Dispose();
            using var ended = await helper.Send(HttpMethod.Post, edit, form);
            var page = await ended.Content.ReadAsStringAsync(Ct);
            await helper.SignIn();
            using var saved = await helper.Send(HttpMethod.Post, edit, Person.Fields(page, edit));

            ended.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
            page.ShouldContain(told);
            saved.StatusCode.ShouldBe(HttpStatusCode.Redirect, await saved.Content.ReadAsStringAsync(Ct));
            (await helper.Block(report, "每季")).Text.ShouldContain("两份，<每季>核对\"一次\"。");
        }
    }

    [Theory]
    [InlineData("none")]
    [InlineData("of somebody else")]
    public async Task A_form_whose_token_is_not_good_comes_back_with_one_that_is(string token)
    {
        var (helper, report, edit, form) = await Typing("zh-CN");
        using (helper)
        {
            using var secretary = await product.SignIn(DemoCounty.Secretary);
            form.RemoveAll(f => f.Key == "token");
            if (token != "none") form.Add(Person.Fields(await secretary.Page("/"), "/preferences").Single(f => f.Key == "token"));

            using var stale = await helper.Send(HttpMethod.Post, edit, form);
            using var saved = await helper.Send(HttpMethod.Post, edit, Person.Fields(await stale.Content.ReadAsStringAsync(Ct), edit));

            (stale.StatusCode, saved.StatusCode).ShouldBe((HttpStatusCode.BadRequest, HttpStatusCode.Redirect));
            (await helper.Report(report)).Revision.ShouldBe(2);
        }
    }

    private async Task<(Person Helper, Guid Report, string Edit, List<KeyValuePair<string, string>> Form)> Typing(string language)
    {
        var report = await product.Report();
        var helper = await product.SignIn(DemoCounty.Helper, language);
        var edit = $"/reports/{report}/blocks/{(await helper.Block(report, "制定清单")).Id}/edit";
        return (helper, report, edit, Person.Fields(await helper.Page(edit), edit, ("text", Text)));
    }
}
