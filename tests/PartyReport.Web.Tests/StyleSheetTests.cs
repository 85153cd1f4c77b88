using System.Net.Http.Headers;
using System.Text.RegularExpressions;

namespace PartyReport.Web.Tests;

public sealed partial class StyleSheetTests(Product product)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_asset_of_a_page_has_the_hash_of_its_content_in_its_name_and_is_kept()
    {
        using var nobody = new Person(product.Address, Guid.Empty, "zh-CN");
        var page = await nobody.Page("/sign-in");
        var assets = Assets().Matches(page).Select(m => m.Groups[1].Value).ToList();

        assets.Count.ShouldBe(2);
        foreach (var asset in assets)
        {
            using var response = await nobody.Send(HttpMethod.Get, asset);
            response.EnsureSuccessStatusCode();
            var hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(await response.Content.ReadAsByteArrayAsync(Ct)));
            asset.ShouldContain(hash[..16]);
            response.Headers.CacheControl!.Extensions.ShouldContain(new NameValueHeaderValue("immutable"));
        }
    }

    [Fact]
    public async Task The_style_sheet_is_sent_packed_to_whoever_takes_it()
    {
        using var nobody = new Person(product.Address, Guid.Empty, "zh-CN");

        using var packed = await nobody.Send(HttpMethod.Get, StyleSheet.Address, null, ("Accept-Encoding", "gzip, deflate, br"));

        packed.Content.Headers.ContentEncoding.ShouldBe(["br"]);
        (await packed.Content.ReadAsByteArrayAsync(Ct)).Length.ShouldBeLessThan(10_000);
    }

    [Fact]
    public async Task It_uses_nothing_that_a_browser_of_2021_does_not_know()
    {
        using var nobody = new Person(product.Address, Guid.Empty, "zh-CN");

        using var response = await nobody.Send(HttpMethod.Get, StyleSheet.Address);
        var css = await response.Content.ReadAsStringAsync(Ct);

        foreach (var news in new[] { "light-dark(", "color-mix(", ":has(", "@container", "@layer", "@import", "url(", "dvh" }) css.ShouldNotContain(news);
        // Colours are tokens: outside of their own list they appear only where they are the paper, the seal or a shadow.
        css[css.IndexOf("*, *::before", StringComparison.Ordinal)..css.IndexOf("@media print", StringComparison.Ordinal)]
            .Split('#').Skip(1).Select(c => c[..6]).Where(c => Hex().IsMatch(c)).ShouldAllBe(c => c == "ffffff");
    }

    [GeneratedRegex("href=\"(/web/[^\"]+)\"")]
    private static partial Regex Assets();

    [GeneratedRegex("^[0-9a-f]{6}$")]
    private static partial Regex Hex();
}
