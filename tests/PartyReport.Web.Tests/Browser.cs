using System.Reflection;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(PartyReport.Web.Tests.Browser))]

namespace PartyReport.Web.Tests;

/// <summary>The distribution's Chromium, started once; each test has a window with cookies of its own.</summary>
public sealed class Browser : IAsyncLifetime
{
    // Nothing but our own pages: no first run, no updates, no sync.
    private static readonly string[] Quiet =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
        "--disable-sync",
    ];

    private static readonly string Program = Environment.GetEnvironmentVariable("PARTYREPORT_CHROMIUM") ?? "/usr/bin/chromium";

    private IPlaywright _driver = null!;
    private IBrowser _browser = null!;

    /// <summary>The script of axe-core, as its package brings it.</summary>
    public string Axe { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        Assertions.SetDefaultExpectTimeout(60_000);
        _driver = await Playwright.CreateAsync();
        _browser = await _driver.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = Program, Args = Quiet });
        var package = Assembly.LoadFile(Path.Combine(AppContext.BaseDirectory, "axe", "Deque.AxeCore.Commons.dll"));
        var name = package.GetManifestResourceNames().Single(n => n.EndsWith("axe.min.js", StringComparison.Ordinal));
        using var reader = new StreamReader(package.GetManifestResourceStream(name)!);
        Axe = await reader.ReadToEndAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _driver.Dispose();
    }

    /// <summary>A window in which somebody has signed in by the page for it.</summary>
    public async Task<IPage> SignIn(Product product, Guid person, bool scripts = false, int width = 1280, ColorScheme scheme = ColorScheme.Light, string language = "zh-CN")
    {
        var page = await Open(product, scripts, width, scheme, language);
        await page.GotoAsync("/sign-in");
        await page.Locator($"button[value='{person}']").ClickAsync();
        await page.WaitForURLAsync(product.Address.ToString());
        return page;
    }

    /// <summary>A window.</summary>
    public async Task<IPage> Open(Product product, bool scripts = false, int width = 1280, ColorScheme scheme = ColorScheme.Light, string language = "zh-CN")
    {
        var context = await _browser.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = product.Address.ToString(), JavaScriptEnabled = scripts, Locale = language, ColorScheme = scheme,
            ViewportSize = new ViewportSize { Width = width, Height = 900 },
            // An authority of a test's own signs; whoever reads the same pages beside it looks at the certificate.
            IgnoreHTTPSErrors = true,
            // Only for axe, which is brought in as a script; the pages' own policy is tested where it is sent.
            BypassCSP = scripts,
        });
        // For a busy machine; whoever waits for a condition is told as soon as it holds.
        context.SetDefaultTimeout(120_000);
        return await context.NewPageAsync();
    }
}
