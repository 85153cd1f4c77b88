using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using PartyReport.Contracts.Directory;
using PartyReport.Contracts.Directory.Http;
using PartyReport.Hosting;

namespace PartyReport.Gateway.Tests;

/// <summary>Sessions as a browser and an attacker see them, with the real directory behind.</summary>
public sealed class SessionGateTests : IAsyncLifetime
{
    private Door _door = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _door = await Door.Open();

    public ValueTask DisposeAsync() => _door.DisposeAsync();

    [Fact]
    public async Task A_sign_in_makes_another_secret_and_ends_the_one_that_the_browser_came_with()
    {
        var before = Cookie(await _door.SignIn());

        using var again = await _door.Submit("/sign-in", before, ("person", DemoCounty.Clerk.ToString()));
        var after = Cookie(again.Headers.GetValues("Set-Cookie").Single());

        after.ShouldNotBe(before);
        (await Status(before)).ShouldBe(HttpStatusCode.Unauthorized);
        (await Status(after)).ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("__Host-partyreport=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("__Host-partyreport=")]
    [InlineData("partyreport=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task A_secret_that_somebody_chose_for_the_browser_is_never_a_session(string chosen)
    {
        using var signedIn = await _door.Submit("/sign-in", chosen, ("person", DemoCounty.Clerk.ToString()));

        signedIn.Headers.GetValues("Set-Cookie").Single().ShouldNotContain("AAAA");
        (await Status(chosen)).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task An_initial_password_leads_to_the_page_that_changes_it_and_nowhere_else()
    {
        var account = await _door.Organisation.Opened();
        using var first = await _door.Submit("/sign-in", null, ("name", "chenzy"), ("password", account.InitialPassword!));
        var initial = Cookie(first.Headers.GetValues("Set-Cookie").Single());

        using var refused = await _door.Send(HttpMethod.Get, "/api/reports/1", initial);
        using var weak = await _door.Fill("/password", initial, ("current", account.InitialPassword!), ("next", "short"));
        using var changed = await _door.Fill("/password", initial, ("current", account.InitialPassword!), ("next", Organisation.Password));
        var session = Cookie(changed.Headers.GetValues("Set-Cookie").Single());

        first.Headers.Location!.ToString().ShouldBe("/password");
        (refused.StatusCode, await Code(refused)).ShouldBe((HttpStatusCode.Forbidden, "account.password-initial"));
        weak.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await Status(initial)).ShouldBe(HttpStatusCode.Unauthorized);
        (await Status(session)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_wrong_password_and_an_unknown_name_are_told_alike_and_set_no_cookie()
    {
        await _door.Organisation.Opened();

        using var wrong = await _door.Submit("/sign-in", null, ("name", "chenzy"), ("password", "wrong"));
        using var unknown = await _door.Submit("/sign-in", null, ("name", "nobody"), ("password", "wrong"));
        var (first, second) = (await wrong.Content.ReadAsStringAsync(Ct), await unknown.Content.ReadAsStringAsync(Ct));

        (wrong.StatusCode, unknown.StatusCode).ShouldBe((HttpStatusCode.UnprocessableEntity, HttpStatusCode.UnprocessableEntity));
        Told(first, "chenzy").ShouldBe(Told(second, "nobody"));
        wrong.Headers.GetValues("Set-Cookie").ShouldAllBe(c => c.StartsWith("__Host-partyreport-form=", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_disabled_account_is_out_within_a_second()
    {
        var (account, session) = await InUse();
        (await Status(session)).ShouldBe(HttpStatusCode.OK);

        await _door.Organisation.Disable(account.Id);
        var since = Stopwatch.StartNew();
        await _door.Eventually(session, HttpStatusCode.Unauthorized);

        // The rest is for a machine that is busy; the bound itself is in SessionBook, which believes nothing older.
        since.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(5));
        SessionBook.Freshness.ShouldBeLessThanOrEqualTo(TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task Signing_out_ends_the_session_and_takes_the_cookie_back()
    {
        var session = Cookie(await _door.SignIn());

        using var signedOut = await _door.Submit("/sign-out", session);

        signedOut.Headers.GetValues("Set-Cookie").Single().ShouldContain("expires=Thu, 01 Jan 1970");
        (await Status(session)).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task While_the_directory_does_not_answer_nobody_is_let_through()
    {
        var session = Cookie(await _door.SignIn());
        (await Status(session)).ShouldBe(HttpStatusCode.OK);

        await _door.Organisation.GoAway();
        await _door.Eventually(session, HttpStatusCode.ServiceUnavailable);
        using var refused = await _door.Send(HttpMethod.Get, "/api/reports/1", session);
        using var signIn = await _door.Send(HttpMethod.Post, "/sign-in");

        (await Code(refused)).ShouldBe("session.away");
        refused.Headers.RetryAfter.ShouldNotBeNull();
        signIn.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
    }

    [Fact]
    public async Task A_stream_beats_and_closes_with_its_session()
    {
        var session = Cookie(await _door.SignIn());
        using var request = new HttpRequestMessage(HttpMethod.Get, EventStream.Address) { Headers = { { "Cookie", session } } };
        using var response = await _door.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Ct);
        await using var stream = await response.Content.ReadAsStreamAsync(Ct);
        var first = await stream.ReadAtLeastAsync(new byte[3], 3, cancellationToken: Ct);

        using var signedOut = await _door.Submit("/sign-out", session);
        var rest = await stream.ReadAsync(new byte[100], Ct).AsTask().WaitAsync(TimeSpan.FromSeconds(30), Ct);

        (first, rest, response.Content.Headers.ContentType!.MediaType).ShouldBe((3, 0, "text/event-stream"));
    }

    [Fact]
    public async Task A_key_does_what_it_was_issued_for_and_nothing_else()
    {
        var (account, _) = await InUse();
        var reads = (await _door.Organisation.KeyFor(account.Id, "drafting.read")).Key!;
        var writes = (await _door.Organisation.KeyFor(account.Id, "drafting.write", "review.read")).Key!;

        (await Keyed(HttpMethod.Get, reads)).ShouldBe(HttpStatusCode.OK);
        (await Keyed(HttpMethod.Put, reads)).ShouldBe(HttpStatusCode.Forbidden);
        (await Keyed(HttpMethod.Get, writes)).ShouldBe(HttpStatusCode.Forbidden);
        (await Keyed(HttpMethod.Put, writes)).ShouldBe(HttpStatusCode.OK);
        (await Keyed(HttpMethod.Get, reads[..^1] + "_")).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task An_auditor_reads_that_a_key_was_refused_what_it_was_not_issued_for()
    {
        var (account, _) = await InUse();
        var issued = await _door.Organisation.KeyFor(account.Id, "drafting.read");
        (await Keyed(HttpMethod.Put, issued.Key!)).ShouldBe(HttpStatusCode.Forbidden);
        using var page = await _door.Send(HttpMethod.Get, "/reports", null, ("Authorization", "Bearer " + issued.Key));
        page.StatusCode.ShouldBe(HttpStatusCode.Forbidden);

        var line = (await _door.Organisation.Denied()).ShouldHaveSingleItem();

        (line.Person, line.Rule, line.Subject, line.Allowed).ShouldBe((DemoCounty.Secretary, "key.use/out-of-scope", issued.Id, false));
    }

    [Fact]
    public async Task A_key_is_told_nothing_while_nobody_can_take_down_that_it_was_refused()
    {
        var (account, _) = await InUse();
        var key = (await _door.Organisation.KeyFor(account.Id, "drafting.read")).Key!;
        (await Keyed(HttpMethod.Get, key)).ShouldBe(HttpStatusCode.OK);
        await _door.Organisation.GoAway();

        (await Keyed(HttpMethod.Put, key)).ShouldBe(HttpStatusCode.ServiceUnavailable);
    }

    [Fact]
    public async Task A_change_without_the_header_that_no_foreign_page_can_send_gets_no_token()
    {
        var session = Cookie(await _door.SignIn());

        using var without = await _door.Send(HttpMethod.Put, "/api/reports/1", session);
        using var with = await _door.Send(HttpMethod.Put, "/api/reports/1", session, ("Idempotency-Key", "1"));

        await without.ShouldReveal(HttpStatusCode.BadRequest, "request.key-missing", session);
        with.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_token_says_which_posts_its_person_holds_and_how_far_the_directory_had_come()
    {
        var session = Cookie(await _door.SignIn());

        using var response = await _door.Send(HttpMethod.Get, "/api/reports/1", session);
        var got = (await response.Content.ReadFromJsonAsync<Dictionary<string, string>>(Ct))!;
        var claims = TokenClaims.Of(new JsonWebToken(got["Authorization"]["Bearer ".Length..]));

        var post = claims.Posts.ShouldHaveSingleItem();
        (post.Unit, post.Role).ShouldBe((DemoCounty.ReportingUnit, PostRoles.Secretary));
        claims.Directory!.ShouldMatch(@"^1/0/\d+@0$");
        claims.Session.ShouldNotBeNull();
        got.Keys.ShouldNotContain("Cookie");
    }

    // Without what is another one on each page.
    private static string Told(string page, string name) => Door.Token().Replace(page.Replace(name, "", StringComparison.Ordinal), "");

    private async Task<(AccountView Account, string Session)> InUse()
    {
        var account = await _door.Organisation.Opened();
        using var first = await _door.Submit("/sign-in", null, ("name", "chenzy"), ("password", account.InitialPassword!));
        using var changed = await _door.Fill(
            "/password", Cookie(first.Headers.GetValues("Set-Cookie").Single()), ("current", account.InitialPassword!), ("next", Organisation.Password));
        return (account, Cookie(changed.Headers.GetValues("Set-Cookie").Single()));
    }

    private async Task<HttpStatusCode> Status(string cookie)
    {
        using var response = await _door.Send(HttpMethod.Get, "/api/reports/1", cookie);
        return response.StatusCode;
    }

    private async Task<HttpStatusCode> Keyed(HttpMethod method, string key)
    {
        using var response = await _door.Send(method, "/api/reports/1", null, ("Authorization", "Bearer " + key), ("Idempotency-Key", "1"));
        return response.StatusCode;
    }

    private static async Task<string?> Code(HttpResponseMessage response) =>
        (await response.Content.ReadFromJsonAsync<System.Text.Json.JsonElement>(Ct)).GetProperty("code").GetString();

    private static string Cookie(string set) => set.Split(';')[0];
}
