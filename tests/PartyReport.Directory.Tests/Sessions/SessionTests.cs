using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using PartyReport.Contracts.Directory;
using PartyReport.Contracts.Directory.Http;
using PartyReport.Directory.Accounts;
using PartyReport.Directory.Tests.Accounts;
using PartyReport.Servers;

namespace PartyReport.Directory.Tests.Sessions;

public abstract partial class SessionTests(Engine engine) : IAsyncLifetime
{
    private AccountHost _accounts = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _accounts = await AccountHost.Start(engine);

    public async ValueTask DisposeAsync()
    {
        await _accounts.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_session_is_new_at_each_sign_in_and_knows_the_posts_of_its_person()
    {
        var (account, _) = await _accounts.InUse();

        var (first, second) = (await Open(), await Open());
        var state = (await _accounts.State(first)).Read<SessionState>();

        first.ShouldNotBe(second);
        first.Length.ShouldBe(43);
        (state.Person, state.Account).ShouldBe((DemoCounty.Secretary, account.Id));
        var post = state.Posts.ShouldHaveSingleItem();
        (post.Unit, post.Role).ShouldBe((DemoCounty.ReportingUnit, PostRoles.Secretary));
        state.Directory!.ShouldMatch(@"^\d+/\d+/\d+@[0-7]$");
    }

    [Fact]
    public async Task The_position_is_that_of_the_newest_event_about_a_post_and_of_no_other()
    {
        var (_, secret) = await _accounts.InUse();
        var before = (await _accounts.State(secret)).Read<SessionState>().Directory;

        await Open();
        await _accounts.Host.Post(DemoCounty.Administrator, "/api/people", new AddPersonRequest("某人"));
        var same = (await _accounts.State(secret)).Read<SessionState>().Directory;
        (await _accounts.Host.Post(DemoCounty.Administrator, "/api/posts", new AssignPostRequest(
            DemoCounty.Secretary, DemoCounty.OrganisationDepartment, PostRoles.Reviewer, "兼职", new DateOnly(2026, 1, 1)))).Status.ShouldBe(201);
        var later = (await _accounts.State(secret)).Read<SessionState>();

        same.ShouldBe(before);
        later.Directory.ShouldNotBe(before);
        later.Posts.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_session_ends_after_half_an_hour_without_use_and_after_twelve_hours_in_any_case()
    {
        var (_, secret) = await _accounts.InUse();
        var unused = await Open();

        for (var hour = 0; hour < 23; hour++)
        {
            _accounts.Clock.Advance(TimeSpan.FromMinutes(30));
            (await _accounts.State(secret)).Status.ShouldBe(200);
            await _accounts.Ask("/seen", new SeenSessions([new SeenSession(AccountHost.Hash(secret), _accounts.Clock.GetUtcNow())]));
        }
        var idle = await _accounts.State(unused);
        _accounts.Clock.Advance(TimeSpan.FromMinutes(30));
        var over = await _accounts.State(secret);

        (idle.Status, over.Status).ShouldBe((401, 401));
    }

    [Fact]
    public async Task A_use_is_not_noted_in_the_future_or_back_in_time()
    {
        var (_, secret) = await _accounts.InUse();
        var now = _accounts.Clock.GetUtcNow();

        foreach (var at in new[] { now.AddYears(1), now.AddHours(-1) })
            (await _accounts.Ask("/seen", new SeenSessions([new SeenSession(AccountHost.Hash(secret), at), new SeenSession("no hash", at)]))).Status.ShouldBe(204);

        (await _accounts.State(secret)).Read<SessionState>().SeenAt.ShouldBe(now);
    }

    [Fact]
    public async Task Ends_are_told_after_a_cursor_until_it_is_later_than_they_could_still_appear()
    {
        var (_, secret) = await _accounts.InUse();
        var start = (await Ended(null)).Cursor;

        await _accounts.Ask("/end", new SessionRequest(AccountHost.Hash(secret)));
        var told = await Ended(start);
        var again = await Ended(told.Cursor);
        _accounts.Clock.Advance(TimeSpan.FromSeconds(11));
        var over = await Ended((await Ended(told.Cursor)).Cursor);

        told.Sessions.ShouldContain(AccountHost.Hash(secret));
        again.Sessions.ShouldContain(AccountHost.Hash(secret));
        over.Sessions.ShouldBeEmpty();
        (await _accounts.State(secret)).Status.ShouldBe(401);
        (await _accounts.Host.AsService("gateway", HttpMethod.Get, "/internal/sessions/ended?after=x")).Code.ShouldBe("session.cursor-invalid");
    }

    [Theory]
    [InlineData("/internal/sessions/state")]
    [InlineData("/internal/sessions")]
    [InlineData("/internal/sessions/password")]
    public async Task Nobody_but_the_gateway_asks_for_sessions(string path)
    {
        var (_, secret) = await _accounts.InUse();
        var body = new SessionRequest(AccountHost.Hash(secret));

        var person = await _accounts.Host.Post(AccountHost.Keeper, path, body);
        var service = await _accounts.Host.AsService("drafting", HttpMethod.Post, path, body);

        (person.Status, person.Code).ShouldBe((401, "request.not-signed-in"));
        (service.Status, service.Code).ShouldBe((401, "request.not-signed-in"));
        (await _accounts.Host.AsService("gateway", HttpMethod.Get, "/api/units")).Status.ShouldBe(401);
    }

    [Fact]
    public async Task A_person_of_the_demo_county_has_a_session_without_an_account()
    {
        var opened = await _accounts.Ask("", new OpenSessionRequest(DemoPerson: DemoCounty.Clerk));

        var state = (await _accounts.State(opened.Read<OpenedSession>().Secret)).Read<SessionState>();
        (state.Person, state.Account).ShouldBe((DemoCounty.Clerk, null));
    }

    [Fact]
    public async Task Guesses_at_two_replicas_are_counted_together()
    {
        if (engine == Engine.Sqlite) return;
        await using var data = await ModuleData.Create(engine, DirectoryModule.Name, typeof(DirectoryModule).Assembly);
        await using var one = await AccountHost.Start(data, _accounts.Clock, replica: true);
        await using var two = await AccountHost.Start(data, _accounts.Clock, replica: true);
        await one.Host.Services.SeedDemoCounty(Ct);
        await one.InUse();
        var told = new HashSet<string>();

        foreach (var name in new[] { "chenzy", "nobody" })
        {
            var before = LookedAt();
            var wrong = await Task.WhenAll(Enumerable.Range(0, 40).Select(n => Task.Run(() => (n % 2 == 0 ? one : two).SignIn(name, $"wrong {n}"), Ct)));
            var right = new[] { await one.SignIn(name, AccountHost.Password), await two.SignIn(name, AccountHost.Password) };

            // Five were answered as guesses; of the others no password was looked at, and nobody can tell which is which.
            (LookedAt() - before).ShouldBe(5);
            wrong.Concat(right).ShouldAllBe(r => r.Status == 401);
            told.UnionWith(wrong.Concat(right).Select(r => Trace().Replace(r.Text, "")));
        }
        told.ShouldHaveSingleItem();

        int LookedAt() => new[] { one, two }.Sum(r => r.Host.Services.GetRequiredService<Passwords>().LookedAt);
    }

    [GeneratedRegex("\"traceId\":\"[^\"]*\"")]
    private static partial Regex Trace();

    private async Task<string> Open() => (await _accounts.SignIn("chenzy", AccountHost.Password)).Read<OpenedSession>().Secret;

    private async Task<EndedSessions> Ended(string? after) => (await _accounts.Host.AsService(
        "gateway", HttpMethod.Get, string.Create(CultureInfo.InvariantCulture, $"/internal/sessions/ended{(after is null ? "" : "?after=" + after)}"))).Read<EndedSessions>();
}

public sealed class SessionOnSqliteTests() : SessionTests(Engine.Sqlite);

public sealed class SessionOnPostgresTests() : SessionTests(Engine.Postgres);
