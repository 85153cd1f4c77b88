using System.Net;
using System.Reflection;
using System.Text.RegularExpressions;
using PartyReport.Contracts.Directory;

namespace PartyReport.Web.Tests;

public sealed partial class LanguageTests(Product product)
{
    public static TheoryData<string> Texts => [.. All.Select(t => t.Name)];

    private static IEnumerable<FieldInfo> All =>
        typeof(Words).GetFields(BindingFlags.Public | BindingFlags.Static).Where(f => f.FieldType == typeof(Text));

    [Theory, MemberData(nameof(Texts))]
    public void Every_text_stands_in_both_languages_with_the_same_places(string name)
    {
        var text = (Text)All.Single(f => f.Name == name).GetValue(null)!;

        text.Chinese.ShouldNotBeNullOrWhiteSpace();
        text.English.ShouldNotBeNullOrWhiteSpace();
        Han().IsMatch(text.English).ShouldBeFalse(text.English);
        Places(text.English).ShouldBe(Places(text.Chinese));
    }

    [Theory]
    [InlineData("zh-CN,zh;q=0.9,en;q=0.8", "zh-CN")]
    [InlineData("en-GB,en;q=0.9", "en")]
    [InlineData("fr", "zh-CN")]
    [InlineData("fr,en;q=0.5", "en")]
    public async Task The_browser_says_the_language_until_the_reader_does(string accepted, string shown)
    {
        using var clerk = await product.SignIn(DemoCounty.Clerk, accepted);
        var other = shown == "en" ? "zh-CN" : "en";

        (await clerk.Page("/")).ShouldContain($"<html lang=\"{shown}\"");
        using var chosen = await clerk.Submit("/units", "/preferences", ("language", other));

        (chosen.StatusCode, chosen.Headers.Location!.ToString()).ShouldBe((HttpStatusCode.Redirect, "/units"));
        (await clerk.Page("/")).ShouldContain($"<html lang=\"{other}\"");
        clerk.Cookies.Keys.ShouldAllBe(name => name.StartsWith("__Host-"));
    }

    [Fact]
    public async Task A_chosen_theme_stands_on_the_page()
    {
        using var clerk = await product.SignIn(DemoCounty.Clerk);

        (await clerk.Page("/")).ShouldNotContain("data-theme");
        (await clerk.Submit("/", "/preferences", ("theme", "dark"))).Dispose();

        (await clerk.Page("/")).ShouldContain("data-theme=\"dark\"");
    }

    [Theory]
    [InlineData("https://elsewhere.example/")]
    [InlineData("//elsewhere.example/")]
    [InlineData("/\\elsewhere.example/")]
    [InlineData("javascript:alert(1)")]
    public async Task A_choice_leads_back_to_our_own_pages_only(string back)
    {
        using var clerk = await product.SignIn(DemoCounty.Clerk);

        using var chosen = await clerk.Submit("/", "/preferences", ("language", "en"), ("back", back));

        chosen.Headers.Location!.ToString().ShouldBe("/");
    }

    [Fact]
    public async Task A_refusal_is_told_in_the_readers_language()
    {
        using var clerk = await product.SignIn(DemoCounty.Clerk, "en");

        (await clerk.Page($"/reports/{Guid.NewGuid()}", HttpStatusCode.NotFound)).ShouldContain("There is no such report.");
    }

    private static IEnumerable<string> Places(string text) => Place().Matches(text).Select(m => m.Value).Distinct().Order();

    [GeneratedRegex(@"\{\d\}")]
    private static partial Regex Place();

    [GeneratedRegex(@"\p{IsCJKUnifiedIdeographs}")]
    private static partial Regex Han();
}
