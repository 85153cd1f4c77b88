using Microsoft.Playwright;
using PartyReport.Contracts.Directory;

namespace PartyReport.Web.Tests;

/// <summary>The main job from the open cycle to the auditor's proof by five people in browsers, through pages alone.</summary>
public sealed class Scenario(Product product, Browser browser)
{
    private const string Text = "2026年度述职报告\n一、履职情况\n（一）压实责任。\n一是坚持集体研究。\n二、存在的问题\n（一）办法不多。\n一是缺少分类指导。\n";

    /// <param name="scripts">Whether the browsers run scripts.</param>
    public async Task Run(bool scripts)
    {
        var title = $"2026年度述职评议考核（{(scripts ? "甲" : "乙")}）";
        await CycleIsOpened(await browser.SignIn(product, DemoCounty.Clerk, scripts), title);

        var secretary = await browser.SignIn(product, DemoCounty.Secretary, scripts);
        var report = await ReportIsWritten(secretary, title);
        await Submit(secretary, report, 1);

        var member = await browser.SignIn(product, DemoCounty.Member, scripts);
        await Return(member, report, "缺少具体事例。", "（一）办法不多。", "请举一两个支部的例子。");
        await Sees(member, "您已退回修订版 1");

        await Shows(secretary, $"/reports/{report}", "已退回，修改中");
        await Sees(secretary, "请举一两个支部的例子。");
        await Edit(secretary, report, "缺少分类指导", "一是缺少分类指导，比如滨河支部。");
        await Submit(secretary, report, 2);

        await Approve(member, report, "已按意见修改，同意。");
        var reviewer = await browser.SignIn(product, DemoCounty.WorkCommitteeReviewer, scripts);
        await Shows(reviewer, $"/reviews/{report}?view=changes", "您将对这一版作出审批意见");
        await Sees(reviewer, "比如滨河");
        await Approve(reviewer, report, "同意。");

        await TrailIsRead(await browser.SignIn(product, DemoCounty.Auditor, scripts), report, title);
    }

    private static async Task CycleIsOpened(IPage clerk, string title)
    {
        await clerk.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "周期" }).ClickAsync();
        await clerk.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "发起周期" }).ClickAsync();
        await clerk.Locator("#title").FillAsync(title);
        // Before all other drafts of these tests, so that it is the next thing on the desk.
        await clerk.Locator("#day").FillAsync("2090-12-31");
        await clerk.Locator("#template").FillAsync("履职情况\n存在的问题：问题、不足");
        await clerk.Locator("#stage-1").FillAsync("单位党组审核");
        await clerk.Locator("#stage-2").FillAsync("县直机关工委审核");
        await clerk.GetByLabel("青禾县财政局党组").CheckAsync();
        await clerk.Locator("button.primary").ClickAsync();
        await Sees(clerk, "周期已发起，通知了 1 个单位");
    }

    private static async Task<string> ReportIsWritten(IPage secretary, string title)
    {
        await Shows(secretary, "/", title);
        await Assertions.Expect(secretary.Locator(".next")).ToContainTextAsync("开始撰写：青禾县财政局党组 述职报告");
        await secretary.Locator(".next button.primary").ClickAsync();
        await Sees(secretary, "报告已建立，可以写正文了");
        var report = new Uri(secretary.Url).Segments[^1];
        await secretary.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "写正文" }).ClickAsync();
        (await secretary.Locator("#text").InputValueAsync()).ShouldContain("二、存在的问题");
        await secretary.Locator("#text").FillAsync(Text);
        await secretary.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "保存为新修订版" }).ClickAsync();
        await Sees(secretary, "已保存 修订版 1");
        return report;
    }

    private async Task TrailIsRead(IPage auditor, string report, string title)
    {
        await Shows(auditor, "/reports?all=true", title);
        await auditor.Locator($"a.name[href='/reports/{report}']").ClickAsync();
        await auditor.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "轨迹" }).ClickAsync();
        await Shows(auditor, $"/reports/{report}/trail", "已归档，档号");

        foreach (var words in new[] { "退回修改 修订版 1", "通过 修订版 2", "缺少具体事例。" }) await Sees(auditor, words);
        (await auditor.Locator(".entry").CountAsync()).ShouldBeGreaterThan(10);
        var proof = await (await auditor.RunAndWaitForDownloadAsync(() => auditor.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "下载证明" }).ClickAsync())).PathAsync();
        (await product.Verify(proof)).ShouldStartWith("valid: leaf ");
        (await auditor.GotoAsync($"/reports/{report}/submission"))!.Status.ShouldBe(403);
        await Sees(auditor, "只有本单位的书记和党务干部可以撰写报告");
    }

    private static async Task Edit(IPage page, string report, string words, string text)
    {
        await page.GotoAsync($"/reports/{report}");
        await page.Locator(".block").Filter(new LocatorFilterOptions { HasText = words }).Locator("a.edit").ClickAsync();
        await page.Locator("textarea").FillAsync(text);
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "保存为新修订版" }).ClickAsync();
        await Sees(page, text);
    }

    private static async Task Submit(IPage page, string report, int revision)
    {
        await page.GotoAsync($"/reports/{report}");
        await page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "检查并报送" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = $"报送修订版 {revision}" }).ClickAsync();
        await Sees(page, $"已报送修订版 {revision}");
    }

    private static async Task Return(IPage page, string report, string opinion, string section, string remark)
    {
        await Shows(page, $"/reviews/{report}", "您将对这一版作出审批意见");
        await page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "退回修改" }).ClickAsync();
        await page.Locator("#opinion").FillAsync(opinion);
        await page.Locator("#section-1").SelectOptionAsync(new SelectOptionValue { Label = section });
        await page.Locator("#remark-1").FillAsync(remark);
        await page.Locator("button.primary").ClickAsync();
    }

    private static async Task Approve(IPage page, string report, string opinion)
    {
        await Shows(page, $"/reviews/{report}", "您将对这一版作出审批意见");
        await page.Locator(".verbs a.primary").ClickAsync();
        await page.Locator("#opinion").FillAsync(opinion);
        await page.Locator("button.primary").ClickAsync();
        await Sees(page, "您已通过修订版");
    }

    // What others did reaches a page a moment later: it is opened again until it shows it, as a person would.
    private static Task Shows(IPage page, string path, string words) => Product.Until($"{path} to show {words}", async () =>
    {
        await page.GotoAsync(path);
        return await page.GetByText(words).CountAsync() > 0 ? "yes" : null;
    });

    private static Task Sees(IPage page, string words) => Assertions.Expect(page.Locator("body")).ToContainTextAsync(words);
}
