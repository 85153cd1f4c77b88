using PartyReport.Contracts.Directory;
using PartyReport.Contracts.Directory.Http;
using PartyReport.Directory.Accounts;
using PartyReport.Directory.Sessions;
using PartyReport.Eventing;
using PartyReport.Servers;

namespace PartyReport.Directory.Tests.Accounts;

public abstract class AccountTests(Engine engine) : IAsyncLifetime
{
    private AccountHost _accounts = null!;

    public async ValueTask InitializeAsync() => _accounts = await AccountHost.Start(engine);

    public async ValueTask DisposeAsync()
    {
        await _accounts.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task An_initial_password_opens_a_session_that_can_only_change_it()
    {
        var account = await _accounts.Opened();

        var opened = (await _accounts.SignIn("CHENZY", account.InitialPassword!)).Read<OpenedSession>();
        var state = (await _accounts.State(opened.Secret)).Read<SessionState>();
        var changed = await _accounts.Ask("/password", new ChangePasswordRequest(AccountHost.Hash(opened.Secret), account.InitialPassword!, AccountHost.Password));

        (opened.MustChangePassword, state.MustChangePassword, state.Person).ShouldBe((true, true, DemoCounty.Secretary));
        changed.Read<OpenedSession>().MustChangePassword.ShouldBeFalse();
        (await _accounts.State(opened.Secret)).Code.ShouldBe("session.unknown");
        (await _accounts.State(changed.Read<OpenedSession>().Secret)).Read<SessionState>().MustChangePassword.ShouldBeFalse();
        (await _accounts.SignIn("chenzy", account.InitialPassword!)).Code.ShouldBe("session.refused");
        (await _accounts.SignIn("chenzy", AccountHost.Password)).Status.ShouldBe(200);
    }

    [Fact]
    public async Task What_is_wrong_with_a_sign_in_is_not_told()
    {
        var (account, _) = await _accounts.InUse();
        var wrong = await _accounts.SignIn("chenzy", "wrong");
        var nobody = await _accounts.SignIn("nobody", "wrong");
        await Disable(account);
        var disabled = await _accounts.SignIn("chenzy", AccountHost.Password);

        foreach (var reply in new[] { wrong, nobody, disabled, await _accounts.SignIn("", ""), await _accounts.SignIn("a\0", "b") })
        {
            (reply.Status, reply.Code).ShouldBe((401, "session.refused"));
            WithoutTrace(reply).ShouldBe(WithoutTrace(wrong));
        }
    }

    [Theory]
    [InlineData("disabled")]
    [InlineData("reset")]
    [InlineData("password")]
    [InlineData("unlinked")]
    [InlineData("signed out")]
    public async Task An_end_is_dated_when_it_is_written_however_long_ago_it_was_asked_for(string cause)
    {
        var (account, secret) = await _accounts.InUse();
        var session = AccountHost.Hash(secret);
        var etag = (await _accounts.Host.Get(AccountHost.Keeper, $"/api/accounts/{account.Id}")).ETag;
        _accounts.Clock.AutoAdvanceAmount = TimeSpan.FromMilliseconds(10);

        (await (cause switch
        {
            "disabled" => _accounts.Host.Put(AccountHost.Keeper, $"/api/accounts/{account.Id}/state", new SetAccountStateRequest(false), etag),
            "reset" => Reset(account.Id, etag),
            "unlinked" => _accounts.Host.Put(AccountHost.Keeper, $"/api/accounts/{account.Id}/link", new LinkAccountRequest("https://login.example", "1"), etag),
            "password" => _accounts.Ask("/password", new ChangePasswordRequest(session, AccountHost.Password, "another one 22")),
            _ => _accounts.Ask("/end", new SessionRequest(session)),
        })).Status.ShouldBeInRange(200, 204);
        _accounts.Clock.AutoAdvanceAmount = TimeSpan.Zero;
        var row = (await _accounts.Host.Log.Read(s => SessionRows.Find(s, SessionSecret.HashOf(secret))))!;
        var asked = (await _accounts.Host.Log.Read(async s => (await EventLog.ReadStream(s, account.Id)).Concat(await EventLog.ReadStream(s, row.Id)).ToList()))
            .Max(e => e.OccurredAt);

        row.EndedAt!.Value.ShouldBeGreaterThan(asked);
    }

    [Fact]
    public async Task A_reset_brings_another_initial_password_takes_off_the_second_factor_and_the_lock_and_ends_sessions()
    {
        var (account, secret) = await _accounts.InUse();
        for (var n = 0; n < 6; n++) await _accounts.SignIn("chenzy", "wrong");

        var account2 = (await _accounts.Host.Get(AccountHost.Keeper, $"/api/accounts/{account.Id}"));
        var reset = await Reset(account.Id, account2.ETag);
        var view = reset.Read<AccountView>();

        reset.Status.ShouldBe(200, reset.Text);
        (view.State, view.SecondFactor).ShouldBe((AccountStates.Initial, false));
        (await _accounts.State(secret)).Status.ShouldBe(401);
        (await _accounts.SignIn("chenzy", AccountHost.Password)).Status.ShouldBe(401);
        (await _accounts.SignIn("chenzy", view.InitialPassword!)).Read<OpenedSession>().MustChangePassword.ShouldBeTrue();
    }

    [Fact]
    public async Task A_disabled_account_loses_its_sessions_and_keys_and_gets_none()
    {
        var (account, secret) = await _accounts.InUse();
        var key = (await Issue(account.Id)).Read<ApiKeyView>();
        (await _accounts.State(key.Key!)).Status.ShouldBe(200);

        await Disable(account);

        (await _accounts.State(secret)).Status.ShouldBe(401);
        (await _accounts.State(key.Key!)).Status.ShouldBe(401);
        (await Issue(account.Id)).Code.ShouldBe("account.disabled");
        var etag = (await _accounts.Host.Get(AccountHost.Keeper, $"/api/accounts/{account.Id}")).ETag;
        (await _accounts.Host.Put(AccountHost.Keeper, $"/api/accounts/{account.Id}/state", new SetAccountStateRequest(true), etag)).Status.ShouldBe(200);
        (await _accounts.State(secret)).Status.ShouldBe(401);
        (await _accounts.SignIn("chenzy", AccountHost.Password)).Status.ShouldBe(200);
    }

    [Fact]
    public async Task A_second_factor_is_asked_for_and_no_code_is_taken_twice()
    {
        var (_, secret) = await _accounts.InUse();
        var session = AccountHost.Hash(secret);
        var shown = (await _accounts.Ask("/second-factor", new SessionRequest(session))).Read<SecondFactorView>();
        var key = Base32(shown.Secret);

        (await _accounts.Ask("/second-factor/confirmation", new ConfirmSecondFactorRequest(session, "000000"))).Code.ShouldBe("account.code-wrong");
        (await _accounts.SignIn("chenzy", AccountHost.Password)).Status.ShouldBe(200);
        (await _accounts.Ask("/second-factor/confirmation", new ConfirmSecondFactorRequest(session, Code(key)))).Status.ShouldBe(204);
        (await _accounts.SignIn("chenzy", AccountHost.Password)).Code.ShouldBe("session.code-missing");
        (await _accounts.SignIn("chenzy", AccountHost.Password, Code(key))).Code.ShouldBe("session.refused");
        _accounts.Clock.Advance(TimeSpan.FromSeconds(30));
        (await _accounts.SignIn("chenzy", "wrong", Code(key))).Code.ShouldBe("session.refused");
        var both = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(
            () => _accounts.SignIn("chenzy", AccountHost.Password, Code(key)), TestContext.Current.CancellationToken)));
        both.Select(r => r.Status).ShouldBe([200, 401], ignoreOrder: true, string.Join(Environment.NewLine, both.Select(r => r.Text)));
        (await _accounts.Ask("/second-factor", new SessionRequest(session))).Code.ShouldBe("account.second-factor-there");
    }

    [Fact]
    public async Task A_key_is_shown_once_says_what_it_may_and_is_revoked()
    {
        var (account, _) = await _accounts.InUse();

        var issued = await Issue(account.Id, key: "intent");
        var again = await Issue(account.Id, key: "intent");
        var key = issued.Read<ApiKeyView>();

        key.Key.ShouldStartWith("prk_");
        again.Read<ApiKeyView>().Key.ShouldBeNull();
        again.Read<ApiKeyView>().Id.ShouldBe(key.Id);
        (await _accounts.State(key.Key!)).Read<SessionState>().Scopes.ShouldBe(["drafting.read"]);
        (await _accounts.Ask("/password", new ChangePasswordRequest(AccountHost.Hash(key.Key!), AccountHost.Password, "another one 22"))).Status.ShouldBe(401);
        (await _accounts.Host.Delete(AccountHost.Keeper, $"/api/accounts/{account.Id}/keys/{key.Id}")).Status.ShouldBe(200);
        (await _accounts.State(key.Key!)).Status.ShouldBe(401);
        (await _accounts.Host.Get(AccountHost.Keeper, $"/api/accounts/{account.Id}/keys")).Read<List<ApiKeyView>>().Single().Revoked.ShouldBeTrue();
    }

    [Fact]
    public async Task No_secret_stands_in_an_event_or_a_stored_answer()
    {
        var account = await _accounts.Opened();
        var (_, secret) = await _accounts.InUse("second", DemoCounty.Clerk);
        var key = (await Issue(account.Id)).Read<ApiKeyView>();
        var shown = (await _accounts.Ask("/second-factor", new SessionRequest(AccountHost.Hash(secret)))).Read<SecondFactorView>();

        var kept = await _accounts.Host.Log.Read(async s =>
            (await s.Query<byte[]>("select body from event")).Concat(await s.Query<byte[]>("select headers from event"))
            .Concat(await s.Query<byte[]>("select body from command")).Select(System.Text.Encoding.UTF8.GetString).ToList());
        var tables = await _accounts.Host.Log.Read(s => s.Query<string>("select password from account"));

        foreach (var hidden in new[] { account.InitialPassword!, AccountHost.Password, secret, key.Key!, shown.Secret })
        {
            kept.ShouldNotContain(t => t.Contains(hidden, StringComparison.Ordinal));
            tables.ShouldNotContain(t => t.Contains(hidden, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Only_the_security_administrator_keeps_accounts_and_the_auditor_reads_them()
    {
        var account = await _accounts.Opened();

        foreach (var person in new[] { DemoCounty.Administrator, DemoCounty.Auditor, DemoCounty.Secretary })
        {
            (await _accounts.Host.Post(person, "/api/accounts", new OpenAccountRequest(person, "other"))).Code.ShouldBe("account.not-keeper");
            (await _accounts.Host.Get(person, $"/api/accounts/{account.Id}")).Status.ShouldBe(person == DemoCounty.Auditor ? 200 : 403);
            (await _accounts.Host.Get(person, $"/api/accounts/{account.Id}/keys")).Status.ShouldBe(person == DemoCounty.Auditor ? 200 : 403);
        }
        (await _accounts.Host.Get(DemoCounty.Auditor, "/api/accounts")).Read<List<AccountView>>().Single().InitialPassword.ShouldBeNull();
    }

    [Fact]
    public async Task Nobody_is_two_of_the_three_administrators()
    {
        foreach (var (person, role) in new[]
        {
            (DemoCounty.Administrator, PostRoles.SecurityAdministrator), (DemoCounty.Administrator, PostRoles.Auditor),
            (DemoCounty.SecurityAdministrator, PostRoles.Administrator), (DemoCounty.Auditor, PostRoles.SecurityAdministrator),
        })
            (await Assign(person, role)).Code.ShouldBe("post.administration-separate");

        // Several times: at once they may share a commit, or not.
        for (var round = 0; round < 10; round++)
        {
            var person = (await _accounts.Host.Post(DemoCounty.Administrator, "/api/people", new AddPersonRequest("某人"))).Read<PersonView>().Id;
            var all = await Task.WhenAll(new[] { PostRoles.SecurityAdministrator, PostRoles.Auditor, PostRoles.Administrator }.Select(role => Task.Run(
                () => Assign(person, role), TestContext.Current.CancellationToken)));
            all.Count(r => r.Status == 201).ShouldBe(1, string.Join('\n', all.Select(r => r.Text)));
        }
        (await Assign(DemoCounty.Administrator, PostRoles.Member)).Status.ShouldBe(201);
    }

    private Task<ModuleReply> Assign(Guid person, string role) => _accounts.Host.Post(
        DemoCounty.Administrator, "/api/posts", new AssignPostRequest(person, DemoCounty.ReportingUnit, role, "职务", new DateOnly(2026, 12, 1)));

    private Task<ModuleReply> Issue(Guid account, string? key = null) => _accounts.Host.Post(
        AccountHost.Keeper, $"/api/accounts/{account}/keys", new IssueApiKeyRequest("统计系统", ["drafting.read"], 30), key);

    private async Task Disable(AccountView account)
    {
        var etag = (await _accounts.Host.Get(AccountHost.Keeper, $"/api/accounts/{account.Id}")).ETag;
        (await _accounts.Host.Put(AccountHost.Keeper, $"/api/accounts/{account.Id}/state", new SetAccountStateRequest(false), etag)).Status.ShouldBe(200);
    }

    private Task<ModuleReply> Reset(Guid account, string? etag) =>
        _accounts.Host.Post(AccountHost.Keeper, $"/api/accounts/{account}/reset", new { }, ifMatch: etag);

    private string Code(byte[] key) => TimeCodes.Code(key, _accounts.Clock.GetUtcNow());

    private static string WithoutTrace(ModuleReply reply) => System.Text.RegularExpressions.Regex.Replace(reply.Text, "\"traceId\":\"[^\"]*\"", "");

    private static byte[] Base32(string text)
    {
        var bits = string.Concat(text.Select(c => Convert.ToString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(c, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        return [.. Enumerable.Range(0, bits.Length / 8).Select(i => Convert.ToByte(bits.Substring(i * 8, 8), 2))];
    }
}

public sealed class AccountOnSqliteTests() : AccountTests(Engine.Sqlite);

public sealed class AccountOnPostgresTests() : AccountTests(Engine.Postgres);
