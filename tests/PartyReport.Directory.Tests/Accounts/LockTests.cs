using Microsoft.Extensions.DependencyInjection;
using PartyReport.Contracts.Directory.Http;
using PartyReport.Directory.Accounts;
using PartyReport.Eventing;
using PartyReport.Servers;

namespace PartyReport.Directory.Tests.Accounts;

/// <summary>Guesses at a password: five, then a quarter of an hour, over all replicas and for names that do not exist.</summary>
public abstract class LockTests(Engine engine) : IAsyncLifetime
{
    private AccountHost _accounts = null!;

    public async ValueTask InitializeAsync() => _accounts = await AccountHost.Start(engine);

    public async ValueTask DisposeAsync()
    {
        await _accounts.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task After_five_failures_nobody_is_admitted_for_a_quarter_of_an_hour_whether_or_not_there_is_such_an_account()
    {
        var (account, _) = await _accounts.InUse();
        foreach (var name in new[] { "chenzy", "nobody" })
            for (var n = 0; n < 5; n++) (await _accounts.SignIn(name, "wrong")).Code.ShouldBe("session.refused");

        var right = await _accounts.SignIn("chenzy", AccountHost.Password);
        _accounts.Clock.Advance(TimeSpan.FromMinutes(14));
        var still = await _accounts.SignIn("chenzy", AccountHost.Password);
        _accounts.Clock.Advance(TimeSpan.FromMinutes(2));
        var again = await _accounts.SignIn("chenzy", AccountHost.Password);

        (right.Status, still.Status, again.Status).ShouldBe((401, 401, 200));
        (await Events(account.Id)).ShouldBe(["directory.account-opened", "directory.password-changed", "directory.account-locked"]);
    }

    [Theory]
    [InlineData("chenzy")]
    [InlineData("nobody")]
    public async Task However_many_guess_at_once_five_guesses_are_answered(string name)
    {
        var (account, _) = await _accounts.InUse();
        var passwords = _accounts.Host.Services.GetRequiredService<Passwords>();
        var before = passwords.LookedAt;

        var replies = await Task.WhenAll(Enumerable.Range(0, 40).Select(n => Task.Run(() =>
            _accounts.SignIn(name, $"wrong {n}"), TestContext.Current.CancellationToken)));
        var right = await _accounts.SignIn(name, AccountHost.Password);
        var counted = await _accounts.Host.Log.Read(s => s.Scalar<int>("select max(failures) from sign_in_attempt"));

        replies.Append(right).Select(WithoutTrace).Distinct().ShouldHaveSingleItem();
        (right.Status, right.Code, counted).ShouldBe((401, "session.refused", 41));
        (passwords.LookedAt - before).ShouldBe(5);
        (await Events(account.Id)).Count(e => e == "directory.account-locked").ShouldBe(name == "chenzy" ? 1 : 0);
    }

    [Fact]
    public async Task Who_holds_a_session_of_a_locked_account_learns_nothing_of_its_password_either()
    {
        var (_, secret) = await _accounts.InUse();
        Task<ModuleReply> Change(string current) => _accounts.Ask("/password", new ChangePasswordRequest(AccountHost.Hash(secret), current, "another one 22"));
        for (var n = 0; n < 5; n++) (await Change("wrong")).Code.ShouldBe("account.password-wrong");
        var passwords = _accounts.Host.Services.GetRequiredService<Passwords>();
        var before = passwords.LookedAt;

        var (wrong, right) = (await Change("wrong"), await Change(AccountHost.Password));

        (right.Status, WithoutTrace(right)).ShouldBe((401, WithoutTrace(wrong)));
        passwords.LookedAt.ShouldBe(before);
    }

    private async Task<List<string>> Events(Guid stream) => (await _accounts.Host.Log.Read(s => EventLog.ReadStream(s, stream))).ConvertAll(e => e.Type);

    private static string WithoutTrace(ModuleReply reply) => System.Text.RegularExpressions.Regex.Replace(reply.Text, "\"traceId\":\"[^\"]*\"", "");
}

public sealed class LockOnSqliteTests() : LockTests(Engine.Sqlite);

public sealed class LockOnPostgresTests() : LockTests(Engine.Postgres);
