using System.Diagnostics;
using PartyReport.Contracts.Directory;
using PartyReport.Contracts.Directory.Http;
using PartyReport.Servers;

namespace PartyReport.Directory.Tests.Accounts;

/// <summary>Who keeps accounts does not act in the name of those whose accounts they are.</summary>
public abstract class ImpersonationTests(Engine engine) : IAsyncLifetime
{
    private AccountHost _accounts = null!;

    public async ValueTask InitializeAsync() => _accounts = await AccountHost.Start(engine);

    public async ValueTask DisposeAsync()
    {
        await _accounts.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_person_has_one_account_be_it_disabled()
    {
        var account = await _accounts.Opened();
        var again = await Open("chenzy2");
        (await _accounts.Host.Put(AccountHost.Keeper, $"/api/accounts/{account.Id}/state", new SetAccountStateRequest(false), "\"1\"")).Status.ShouldBe(200);

        (again.Status, again.Code).ShouldBe((409, "account.person-has-one"));
        (await Open("chenzy2")).Code.ShouldBe("account.person-has-one");
    }

    [Fact]
    public async Task Of_accounts_that_are_opened_for_a_person_at_once_one_is()
    {
        var replies = await Task.WhenAll(Enumerable.Range(1, 4).Select(n => Task.Run(() => Open($"name{n}"), TestContext.Current.CancellationToken)));

        replies.Select(r => r.Status).Order().ShouldBe([201, 409, 409, 409]);
        (await _accounts.Host.Get(AccountHost.Keeper, "/api/accounts")).Read<List<AccountView>>().Count.ShouldBe(1);
    }

    [Fact]
    public async Task Nobody_resets_an_account_of_their_own()
    {
        var own = await _accounts.Opened("keeper", AccountHost.Keeper);

        var reset = await _accounts.Host.Post(AccountHost.Keeper, $"/api/accounts/{own.Id}/reset", new { }, ifMatch: "\"1\"");

        (reset.Status, reset.Code).ShouldBe((409, "account.own-reset"));
    }

    [Fact]
    public async Task No_key_decides_and_none_acts_for_an_administrator_or_an_auditor()
    {
        var account = await _accounts.Opened();
        foreach (var person in new[] { DemoCounty.Administrator, DemoCounty.Auditor, DemoCounty.SecurityAdministrator })
            (await Issue((await _accounts.Opened($"a{person.ToByteArray()[15]}", person)).Id, "directory.read")).Code.ShouldBe("key.administrator");

        var decides = await Issue(account.Id, "review.read", "review.write");

        (decides.Status, decides.Code).ShouldBe((409, "key.decides"));
        (await Issue(account.Id, "review.read", "drafting.write")).Status.ShouldBe(201);
    }

    [Fact]
    public async Task A_key_of_somebody_who_becomes_an_administrator_opens_nothing_any_more()
    {
        var key = (await Issue((await _accounts.Opened()).Id, "directory.write")).Read<ApiKeyView>().Key!;
        (await _accounts.State(key)).Status.ShouldBe(200);

        (await _accounts.Host.Post(DemoCounty.Administrator, "/api/posts", new AssignPostRequest(
            DemoCounty.Secretary, DemoCounty.ReportingUnit, PostRoles.Administrator, "系统管理员", new DateOnly(2026, 12, 1)))).Status.ShouldBe(201);

        (await _accounts.State(key)).Code.ShouldBe("session.unknown");
    }

    [Fact]
    public async Task A_key_that_an_older_version_let_decide_does_not_any_more()
    {
        var key = (await Issue((await _accounts.Opened()).Id, "review.read")).Read<ApiKeyView>();
        await _accounts.Host.Log.Write(
            s => s.Execute("update session set scopes = 'review.read review.write' where id = @Id", new { key.Id }), TestContext.Current.CancellationToken);

        (await _accounts.State(key.Key!)).Read<SessionState>().Scopes.ShouldBe(["review.read"]);
    }

    [Fact]
    public async Task The_failure_that_locks_takes_as_many_transactions_whether_or_not_there_is_such_an_account()
    {
        await _accounts.InUse();

        var (known, unknown) = (new List<int>(), new List<int>());
        for (var n = 0; n < 6; n++)
        {
            known.Add(await Commits(() => _accounts.SignIn("chenzy", "wrong")));
            unknown.Add(await Commits(() => _accounts.SignIn("nobody", "wrong")));
        }

        known.ShouldBe([1, 1, 1, 1, 2, 1]);
        unknown.ShouldBe(known);
    }

    // The host is told of the trace in which it is asked.
    private static async Task<int> Commits(Func<Task<ModuleReply>> ask)
    {
        var count = 0;
        using var asking = new Activity("test").SetIdFormat(ActivityIdFormat.W3C).Start();
        var trace = asking.TraceId;
        using var listener = new ActivityListener
        {
            ShouldListenTo = _ => true,
            Sample = (ref _) => ActivitySamplingResult.AllData,
            ActivityStopped = a =>
            {
                if (a.TraceId == trace && a.OperationName == "log.commit") Interlocked.Increment(ref count);
            },
        };
        ActivitySource.AddActivityListener(listener);
        (await ask()).Status.ShouldBe(401);
        return count;
    }

    private Task<ModuleReply> Open(string name) =>
        _accounts.Host.Post(AccountHost.Keeper, "/api/accounts", new OpenAccountRequest(DemoCounty.Secretary, name));

    private Task<ModuleReply> Issue(Guid account, params string[] scopes) => _accounts.Host.Post(
        AccountHost.Keeper, $"/api/accounts/{account}/keys", new IssueApiKeyRequest("统计系统", scopes, 30));
}

public sealed class ImpersonationOnSqliteTests() : ImpersonationTests(Engine.Sqlite);

public sealed class ImpersonationOnPostgresTests() : ImpersonationTests(Engine.Postgres);
