using System.Net;
using PartyReport.FreePorts;

namespace PartyReport.Gateway.Tests;

/// <summary>What was typed comes back with a refusal that passes by itself; a password does not.</summary>
public sealed class KeptTests : IAsyncLifetime
{
    private const string Text = "一、写了一下午";
    private readonly string _folder = System.IO.Directory.CreateTempSubdirectory("gateway-").FullName;
    private Destination _directory = null!;
    private GatewayProcess _gateway = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var port = Ports.Free();
        _gateway = await GatewayProcess.Serve(GatewayProcess.Settings(_folder, $"http://127.0.0.1:{port}"));
        _directory = await Destination.Start(Path.Combine(_folder, "tokens.pem.pub"), port);
    }

    public async ValueTask DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _directory.DisposeAsync();
        System.IO.Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task While_the_directory_does_not_answer()
    {
        var session = await _gateway.SignIn();
        await _directory.GoAway();

        var page = await Away(session);

        page.ShouldContain($"value=\"{Text}\"");
    }

    [Theory]
    [InlineData("/password", "current")]
    [InlineData("/second-factor/confirmation", "code")]
    public async Task A_password_or_a_code_is_never_shown_again(string path, string field)
    {
        var (status, page) = await Post(path, await _gateway.SignIn(), field);

        status.ShouldBe(HttpStatusCode.BadRequest);
        page.ShouldContain("form.stale");
        page.ShouldNotContain(Text);
    }

    [Fact]
    public async Task A_program_that_is_not_signed_in_is_led_to_the_page_to_sign_in_as_before()
    {
        using var answer = await _gateway.Send(HttpMethod.Post, $"/reports/{Guid.NewGuid()}/text", body: new FormUrlEncodedContent([new("text", Text)]));

        answer.Headers.Location!.ToString().ShouldBe("/sign-in");
    }

    [Fact]
    public async Task A_form_that_cannot_be_read_leads_to_the_page_to_sign_in()
    {
        var fields = Enumerable.Range(0, 2000).Select(i => KeyValuePair.Create($"field{i}", ""));

        using var answer = await _gateway.Send(HttpMethod.Post, $"/reports/{Guid.NewGuid()}/text", body: new FormUrlEncodedContent(fields), headers: ("Accept", "text/html"));

        (answer.StatusCode, answer.Headers.Location?.ToString()).ShouldBe((HttpStatusCode.Redirect, "/sign-in"));
    }

    // What was learnt of a session is believed for a moment.
    private async Task<string> Away(string session)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        limit.CancelAfter(TimeSpan.FromSeconds(30));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (true)
        {
            var (status, page) = await Post($"/reports/{Guid.NewGuid()}/text", session, "text");
            if (status == HttpStatusCode.ServiceUnavailable) return page;
            await timer.WaitForNextTickAsync(limit.Token);
        }
    }

    private async Task<(HttpStatusCode Status, string Page)> Post(string path, string session, string field)
    {
        using var response = await _gateway.Send(HttpMethod.Post, path, session, new FormUrlEncodedContent([new(field, Text)]), ("Accept", "text/html"));
        return (response.StatusCode, await response.Content.ReadAsStringAsync(Ct));
    }
}
