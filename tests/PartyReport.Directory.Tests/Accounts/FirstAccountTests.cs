using Microsoft.Extensions.DependencyInjection;
using PartyReport.Contracts.Directory;
using PartyReport.Contracts.Directory.Http;
using PartyReport.Directory.Accounts;
using PartyReport.Servers;

namespace PartyReport.Directory.Tests.Accounts;

public abstract class FirstAccountTests(Engine engine)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_empty_directory_opens_one_account_whose_holder_makes_the_first_administrators()
    {
        await using var data = await ModuleData.Create(engine, DirectoryModule.Name, typeof(DirectoryModule).Assembly);
        await using var accounts = await AccountHost.Start(data, new Microsoft.Extensions.Time.Testing.FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(50)), replica: true);
        var first = ActivatorUtilities.CreateInstance<FirstAccount>(accounts.Host.Services);

        await first.Open("First", Ct);
        var written = (await File.ReadAllTextAsync(Path.Combine(data.Folder, "first-account"), Ct)).Trim().Split(' ');
        await first.Open("First", Ct);
        var opened = (await accounts.SignIn(written[0], written[1])).Read<OpenedSession>();
        var person = (await accounts.State(opened.Secret)).Read<SessionState>().Person;

        opened.MustChangePassword.ShouldBeTrue();
        var root = (await accounts.Host.Post(person, "/api/units", new AddUnitRequest("QH", "县委", UnitKinds.Committee))).Read<UnitView>().Id;
        var keeper = (await accounts.Host.Post(person, "/api/people", new AddPersonRequest("马晓东"))).Read<PersonView>().Id;
        (await accounts.Host.Post(person, "/api/accounts", new OpenAccountRequest(keeper, "keeper"))).Status.ShouldBe(201);
        (await accounts.Host.Post(person, "/api/posts", new AssignPostRequest(
            keeper, root, PostRoles.SecurityAdministrator, "安全管理员", new DateOnly(2020, 1, 1)))).Status.ShouldBe(201);
        (await accounts.Host.Post(person, "/api/accounts", new OpenAccountRequest(keeper, "other"))).Code.ShouldBe("account.not-keeper");
        (await accounts.Host.Get(keeper, "/api/accounts")).Read<List<AccountView>>().Count.ShouldBe(2);
    }
}

public sealed class FirstAccountOnSqliteTests() : FirstAccountTests(Engine.Sqlite);

public sealed class FirstAccountOnPostgresTests() : FirstAccountTests(Engine.Postgres);
