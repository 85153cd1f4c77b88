using System.Net;
using PartyReport.Contracts.Directory.Http;

namespace PartyReport.Gateway.Tests;

/// <summary>Goes from the gateway to the provider and back, with the cookies that each way has.</summary>
internal sealed class Browser(Door door, Provider provider) : IDisposable
{
    public const string Session = "__Host-partyreport";
    private readonly HttpClient _elsewhere = new(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false });

    public Jar Jar { get; set; } = new();

    /// <summary>An account that is linked with whom the provider knows.</summary>
    public async Task<AccountView> Linked()
    {
        var account = await door.Organisation.Opened();
        return await door.Organisation.Link(account.Id, provider.Address.AbsoluteUri, provider.Subject);
    }

    /// <summary>Follows the button to the provider, and tells where that sends the browser.</summary>
    public async Task<string> Leave()
    {
        using var start = await Visit(ProviderPages.Start);
        start.StatusCode.ShouldBe(HttpStatusCode.Redirect, $"{door.Ear}");
        using var asked = await _elsewhere.GetAsync(start.Headers.Location, TestContext.Current.CancellationToken);
        asked.StatusCode.ShouldBe(HttpStatusCode.Redirect, await Text(asked));
        return asked.Headers.Location!.AbsoluteUri;
    }

    /// <summary>Goes there and back, and in.</summary>
    public async Task SignIn()
    {
        using var callback = await Visit(await Leave(), crossSite: true);
        callback.Headers.Location!.ToString().ShouldBe(ProviderPages.Done, $"{door.Ear}");
    }

    /// <summary>Comes back and is not let in: where to, and what the page says.</summary>
    public async Task<(string Address, string Page)> Refused(string? answer = null)
    {
        using var callback = await Visit(answer ?? await Leave(), crossSite: true);
        callback.StatusCode.ShouldBe(HttpStatusCode.Redirect, $"{door.Ear}");
        var address = callback.Headers.Location!.ToString();
        using var page = await door.Send(HttpMethod.Get, address);
        page.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        return (address, Door.Token().Replace(await Text(page), ""));
    }

    public async Task<HttpResponseMessage> Visit(string address, bool crossSite = false)
    {
        var uri = new Uri(door.Http.BaseAddress!, address);
        var response = await door.Send(HttpMethod.Get, uri.PathAndQuery, Jar.Header(crossSite), ("Sec-Fetch-Site", crossSite ? "cross-site" : "same-origin"));
        Jar.Take(response);
        return response;
    }

    public void Dispose() => _elsewhere.Dispose();

    private static Task<string> Text(HttpResponseMessage response) => response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
}
