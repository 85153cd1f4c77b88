using PartyReport.Contracts.Directory;
using PartyReport.Contracts.Directory.Http;
using PartyReport.Servers;

namespace PartyReport.Directory.Tests.Accounts;

public abstract class LinkTests(Engine engine) : IAsyncLifetime
{
    private const string Issuer = "https://login.example.gov.cn";
    private AccountHost _accounts = null!;

    public async ValueTask InitializeAsync() => _accounts = await AccountHost.Start(engine);

    public async ValueTask DisposeAsync()
    {
        await _accounts.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_linked_account_opens_for_its_subject_alone_and_asks_for_no_other_password()
    {
        var account = await _accounts.Opened();
        (await Link(account.Id)).Read<AccountView>().Link.ShouldBe(new AccountLink(Issuer, "E-1"));

        var opened = (await Open(Issuer, "E-1")).Read<OpenedSession>();

        opened.MustChangePassword.ShouldBeFalse();
        (await _accounts.State(opened.Secret)).Read<SessionState>().MustChangePassword.ShouldBeFalse();
        foreach (var (issuer, subject) in new[] { (Issuer, "e-1"), (Issuer, "E-2"), (Issuer + "/", "E-1"), ("https://other.example", "E-1"), (Issuer, "E\0") })
            (await Open(issuer, subject)).Code.ShouldBe("session.not-linked");
    }

    [Fact]
    public async Task Only_a_security_administrator_links_and_unlinks_and_nobody_an_account_of_their_own()
    {
        var account = await _accounts.Opened();
        var own = await _accounts.Opened("keeper", AccountHost.Keeper);

        foreach (var person in new[] { DemoCounty.Administrator, DemoCounty.Auditor, DemoCounty.Secretary })
        {
            (await Link(account.Id, person: person)).Code.ShouldBe("account.not-keeper");
            (await Unlink(account.Id, person)).Code.ShouldBe("account.not-keeper");
        }
        (await Link(own.Id)).Code.ShouldBe("account.own-link");
        (await Link(Guid.NewGuid())).Code.ShouldBe("account.unknown");
    }

    [Fact]
    public async Task A_subject_has_one_account_and_what_is_no_subject_or_issuer_is_refused()
    {
        var account = await _accounts.Opened();
        var other = await _accounts.Opened("other", DemoCounty.Clerk);
        (await Link(account.Id)).Status.ShouldBe(200);

        (await Link(other.Id)).Code.ShouldBe("account.link-taken");
        (await Link(other.Id, " E-3")).Code.ShouldBe("account.subject-invalid");
        (await Link(other.Id, "")).Code.ShouldBe("account.subject-invalid");
        (await Link(other.Id, "E-3", issuer: "login")).Code.ShouldBe("account.issuer-invalid");
    }

    [Fact]
    public async Task Unlinking_and_linking_with_another_subject_end_sessions_and_are_recorded()
    {
        var account = await _accounts.Opened();
        await Link(account.Id);
        var first = (await Open(Issuer, "E-1")).Read<OpenedSession>();
        (await Link(account.Id, "E-2")).Status.ShouldBe(200);
        var second = (await Open(Issuer, "E-2")).Read<OpenedSession>();
        (await Unlink(account.Id)).Read<AccountView>().Link.ShouldBeNull();

        (await _accounts.State(first.Secret)).Code.ShouldBe("session.unknown");
        (await _accounts.State(second.Secret)).Code.ShouldBe("session.unknown");
        (await Open(Issuer, "E-1")).Code.ShouldBe("session.not-linked");
        (await Open(Issuer, "E-2")).Code.ShouldBe("session.not-linked");
        (await _accounts.Host.Log.Read(s => Eventing.EventLog.ReadStream(s, account.Id))).ConvertAll(e => e.Type).ShouldBe(
            ["directory.account-opened", "directory.account-linked", "directory.account-linked", "directory.account-unlinked"]);
    }

    private async Task<ModuleReply> Link(Guid account, string subject = "E-1", Guid? person = null, string issuer = Issuer) => await _accounts.Host.Put(
        person ?? AccountHost.Keeper, $"/api/accounts/{account}/link", new LinkAccountRequest(issuer, subject), await ETag(account));

    private async Task<ModuleReply> Unlink(Guid account, Guid? person = null) =>
        await _accounts.Host.Delete(person ?? AccountHost.Keeper, $"/api/accounts/{account}/link", await ETag(account));

    private async Task<string?> ETag(Guid account) => (await _accounts.Host.Get(AccountHost.Keeper, $"/api/accounts/{account}")).ETag ?? "\"1\"";

    private Task<ModuleReply> Open(string issuer, string subject) => _accounts.Ask("", new OpenSessionRequest(Issuer: issuer, Subject: subject));
}

public sealed class LinkOnSqliteTests() : LinkTests(Engine.Sqlite);

public sealed class LinkOnPostgresTests() : LinkTests(Engine.Postgres);
