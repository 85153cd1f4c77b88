using System.Net;

namespace PartyReport.Gateway.Tests;

/// <summary>What was typed comes back with a refusal that passes by itself; a password does not.</summary>
public sealed class KeptTests : IAsyncLifetime
{
    private const string Text = "一、写了一下午";
    private Door _door = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _door = await Door.Open();

    public ValueTask DisposeAsync() => _door.DisposeAsync();

    [Fact]
    public async Task While_the_directory_does_not_answer()
    {
        var session = (await _door.SignIn()).Split(';')[0];
        await _door.Organisation.GoAway();
        await _door.Eventually(session, HttpStatusCode.ServiceUnavailable);

        var (status, page) = await Post($"/reports/{Guid.NewGuid()}/text", session, ("text", Text));

        (status, page).ShouldSatisfyAllConditions(
            a => a.status.ShouldBe(HttpStatusCode.ServiceUnavailable), a => a.page.ShouldContain($"value=\"{Text}\""));
    }

    [Theory]
    [InlineData("/password", "current")]
    [InlineData("/second-factor/confirmation", "code")]
    public async Task A_password_or_a_code_is_never_shown_again(string path, string field)
    {
        var session = (await _door.SignIn()).Split(';')[0];

        var (status, page) = await Post(path, session, (field, Text));

        status.ShouldBe(HttpStatusCode.BadRequest);
        page.ShouldNotContain(Text);
    }

    [Fact]
    public async Task A_program_that_is_not_signed_in_is_led_to_the_page_to_sign_in_as_before()
    {
        using var answer = await _door.Submit($"/reports/{Guid.NewGuid()}/text", null, ("text", Text));

        answer.Headers.Location!.ToString().ShouldBe("/sign-in");
    }

    private async Task<(HttpStatusCode status, string page)> Post(string path, string session, params (string Name, string Value)[] form)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Headers = { { "Cookie", session }, { "Accept", "text/html" } }, Content = new FormUrlEncodedContent(form.ToDictionary(f => f.Name, f => f.Value)),
        };
        using var response = await _door.Http.SendAsync(request, Ct);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(Ct));
    }
}
