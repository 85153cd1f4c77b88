using System.Text.Json;
using Microsoft.Playwright;
using PartyReport.Contracts.Directory;

namespace PartyReport.Web.Tests;

/// <summary>Every page in a browser: axe, keyboard, narrow windows, large text.</summary>
public sealed partial class AccessTests(Product product, Browser browser)
{
    [Theory]
    [InlineData(ColorScheme.Light, "zh-CN", 1440)]
    [InlineData(ColorScheme.Dark, "zh-CN", 1440)]
    [InlineData(ColorScheme.Light, "en", 390)]
    [InlineData(ColorScheme.Dark, "en", 390)]
    public async Task Axe_finds_nothing_on_any_page(ColorScheme scheme, string language, int width)
    {
        var faults = new List<string>();

        await foreach (var (page, path) in Opened(width, scheme, language))
        {
            if (Environment.GetEnvironmentVariable("PARTYREPORT_SHOTS") is { } folder)
                await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{scheme}-{width}-{Name(Ids().Replace(path, "x"))}.png"), FullPage = true });
            await page.EvaluateAsync(browser.Axe);
            var found = await page.EvaluateAsync<JsonElement>(
                "async () => (await axe.run()).violations.map(v => v.id + ': ' + v.nodes.map(n => n.html.slice(0, 160)).join(' | '))");
            faults.AddRange(found.EnumerateArray().Select(f => $"{Name(path)} {f.GetString()}"));
        }

        faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task Axe_sees_a_fault_that_is_there()
    {
        var page = await browser.Open(product, scripts: true);
        await page.SetContentAsync("<html><body><img src='x'><input></body></html>");

        await page.EvaluateAsync(browser.Axe);

        (await page.EvaluateAsync<int>("async () => (await axe.run()).violations.length")).ShouldBeGreaterThan(2);
    }

    [Theory]
    [InlineData(320, 100)]
    [InlineData(390, 100)]
    [InlineData(1280, 200)]
    public async Task No_page_scrolls_sideways(int width, int textSize)
    {
        await foreach (var (page, path) in Opened(width))
        {
            await page.EvaluateAsync($"() => {{ document.documentElement.style.fontSize = '{textSize}%' }}");
            var over = await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
            over.ShouldBe(0, path);
        }
    }

    [Fact]
    public async Task The_first_stop_of_the_keyboard_leads_past_the_top_bar()
    {
        var page = await browser.SignIn(product, DemoCounty.Member);

        await page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(page.Locator(".skip")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(page).ToHaveURLAsync($"{product.Address}#main");
    }

    [Fact]
    public async Task A_verb_that_cannot_be_done_is_reached_by_the_keyboard_and_told_with_its_reason()
    {
        var report = await product.Submitted();
        var page = await browser.SignIn(product, DemoCounty.Helper);
        await page.GotoAsync($"/reviews/{report}");
        var verb = page.Locator("[aria-disabled=true]").First;

        await verb.FocusAsync();

        await Assertions.Expect(verb).ToBeFocusedAsync();
        await Assertions.Expect(verb).ToHaveAccessibleDescriptionAsync(new System.Text.RegularExpressions.Regex("报告的作者和报送人不能审批它"));
    }

    // Every page with a good form and with a refused one, what is not there and what is not allowed.
    private async IAsyncEnumerable<(IPage Page, string Path)> Opened(int width, ColorScheme scheme = ColorScheme.Light, string language = "zh-CN")
    {
        var all = await product.EveryPage();
        foreach (var own in all.Concat([(DemoCounty.Member, "/nowhere"), (DemoCounty.Member, "/cycles/new"), (DemoCounty.Member, "/sign-in")]).GroupBy(p => p.Item1))
        {
            var page = await browser.SignIn(product, own.Key, scripts: true, width, scheme, language);
            foreach (var (_, path) in own)
            {
                await page.GotoAsync(path);
                yield return (page, path);
                if (!path.EndsWith("/text", StringComparison.Ordinal) && path != "/cycles/new" || own.Key == DemoCounty.Member) continue;
                await page.Locator("textarea").First.FillAsync("没有标题。");
                await page.Locator("button.primary").ClickAsync();
                await Assertions.Expect(page.Locator(".strip.bad")).ToBeVisibleAsync();
                yield return (page, path + "-refused");
            }
            await page.Context.CloseAsync();
        }
    }

    [System.Text.RegularExpressions.GeneratedRegex("[0-9a-f]{8}-[0-9a-f-]{27}")]
    private static partial System.Text.RegularExpressions.Regex Ids();

    private static string Name(string path) => path.Trim('/').Replace('/', '-').Replace('?', '-') is { Length: > 0 } name ? name : "desk";
}
