using Microsoft.Playwright;
using PartyReport.Contracts.Archive.Http;
using PartyReport.Contracts.Directory;

namespace PartyReport.Web.Tests;

/// <summary>A report from its first words to its trail, page by page.</summary>
public sealed class Scenario(Product product, Browser browser)
{
    public async Task Run()
    {
        var report = await product.Report();

        var helper = await browser.SignIn(product, DemoCounty.Helper);
        await Edit(helper, report, "缺少分类指导", "一是缺少分类指导，支部书记办法少。");
        await Sees(helper, "已保存 修订版 2");

        var secretary = await browser.SignIn(product, DemoCounty.Secretary);
        await Submit(secretary, report, 2);
        await product.Opened(report, 1);

        var member = await browser.SignIn(product, DemoCounty.Member);
        await Return(member, report, "缺少具体事例。", "（一）办法不多。", "请举一两个支部的例子。");
        await Sees(member, "您已退回修订版 2");

        await Product.Until("the return to reach the helper", async () =>
        {
            await helper.GotoAsync($"/reports/{report}");
            return await helper.GetByText("已退回，修改中").CountAsync() > 0 ? "yes" : null;
        });
        await Sees(helper, "请举一两个支部的例子。");
        await Edit(helper, report, "支部书记办法少", "一是缺少分类指导，比如滨河支部。");
        await Submit(secretary, report, 3);
        await product.Opened(report, 1, round: 2);

        await Approve(member, report, "已按意见修改，同意。");
        await product.Opened(report, 2, round: 2);
        var reviewer = await browser.SignIn(product, DemoCounty.WorkCommitteeReviewer);
        await reviewer.GotoAsync($"/reviews/{report}?view=changes");
        await Sees(reviewer, "比如滨河");
        await Approve(reviewer, report, "同意。");

        await TrailIsRead(report);
    }

    private async Task TrailIsRead(Guid report)
    {
        using var asking = await product.SignIn(DemoCounty.Auditor);
        await Product.Until("the report to be filed and sealed", async () =>
            await asking.TryApi<TrailView>(HttpMethod.Get, $"/api/archive/reports/{report}") is { Number: not null, SealedBy: not null } t ? t : null);
        var auditor = await browser.SignIn(product, DemoCounty.Auditor);

        await auditor.GotoAsync($"/reports/{report}/trail");

        foreach (var words in new[] { "已归档，档号", "退回修改 修订版 2", "通过 修订版 3", "缺少具体事例。" }) await Sees(auditor, words);
        (await auditor.Locator(".entry").CountAsync()).ShouldBeGreaterThan(10);
        (await auditor.GotoAsync($"/reports/{report}/submission"))!.Status.ShouldBe(200);
        await auditor.Locator("button.primary").ClickAsync();
        await Sees(auditor, "只有本单位的书记和党务干部可以撰写报告");
    }

    private static async Task Edit(IPage page, Guid report, string words, string text)
    {
        await page.GotoAsync($"/reports/{report}");
        await page.Locator(".block").Filter(new LocatorFilterOptions { HasText = words }).Locator("a.edit").ClickAsync();
        await page.Locator("textarea").FillAsync(text);
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "保存为新修订版" }).ClickAsync();
        await Sees(page, text);
    }

    private static async Task Submit(IPage page, Guid report, int revision)
    {
        await page.GotoAsync($"/reports/{report}");
        await page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "检查并报送" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = $"报送修订版 {revision}" }).ClickAsync();
        await Sees(page, $"已报送修订版 {revision}");
    }

    private static async Task Return(IPage page, Guid report, string opinion, string section, string remark)
    {
        await page.GotoAsync($"/reviews/{report}");
        await page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "退回修改" }).ClickAsync();
        await page.Locator("#opinion").FillAsync(opinion);
        await page.Locator("#section-1").SelectOptionAsync(new SelectOptionValue { Label = section });
        await page.Locator("#remark-1").FillAsync(remark);
        await page.Locator("button.primary").ClickAsync();
    }

    private static async Task Approve(IPage page, Guid report, string opinion)
    {
        await page.GotoAsync($"/reviews/{report}");
        await page.Locator(".verbs a.primary").ClickAsync();
        await page.Locator("#opinion").FillAsync(opinion);
        await page.Locator("button.primary").ClickAsync();
        await Sees(page, "您已通过修订版");
    }

    private static Task Sees(IPage page, string words) => Assertions.Expect(page.Locator("body")).ToContainTextAsync(words);
}
