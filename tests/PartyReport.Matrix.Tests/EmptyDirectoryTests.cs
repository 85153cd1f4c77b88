using Microsoft.Extensions.Logging;
using PartyReport.AllInOne;
using PartyReport.Contracts.Directory;
using PartyReport.Contracts.Directory.Http;
using PartyReport.Hosting;

namespace PartyReport.Matrix.Tests;

/// <summary>
/// Somebody must be the first: before there has ever been an administrator, whoever is signed in keeps the directory, and until the
/// accounts have a keeper, the administrator keeps them.
/// </summary>
[Collection("product")]
public sealed class EmptyDirectoryTests
{
    private static readonly Dictionary<string, string> Actions = new()
    {
        ["GetUnits"] = Hosting.Actions.UnitRead, ["AddUnit"] = Hosting.Actions.UnitChange, ["GetPerson"] = Hosting.Actions.PersonRead,
        ["AddPerson"] = Hosting.Actions.PersonChange, ["GetPosts"] = Hosting.Actions.PostRead, ["AssignPost"] = Hosting.Actions.PostChange,
        ["CheckImport"] = Hosting.Actions.DirectoryImport, ["GetImports"] = Hosting.Actions.DirectoryImportRead,
        ["GetAccounts"] = Hosting.Actions.AccountRead, ["OpenAccount"] = Hosting.Actions.AccountChange,
    };

    private static readonly Guid Anybody = DemoCounty.Secretary;

    private readonly List<string> _flipped = [];

    [Fact]
    public async Task Whoever_is_first_is_allowed_and_each_rule_that_says_so_is_noticed()
    {
        var path = System.IO.Directory.CreateTempSubdirectory("partyreport-matrix-").FullName;
        using (var folder = DataFolder.Open(path))
        {
            folder.KeepEmpty();
            await using var app = await Application.Start(folder, 0, LogLevel.Error, CancellationToken.None);
            using var door = new Door(app.Address());
            foreach (var (endpoint, action) in Actions)
            {
                (await Status(door, Anybody, endpoint)).ShouldNotBe(403, endpoint);
                using var flip = Flipped(Rules.Of(action).Single(r => r.While == Target.WithoutAdministrator));
                (await Status(door, Anybody, endpoint)).ShouldBe(403, endpoint);
            }

            var administrator = await MakeAdministrator(door);
            foreach (var (endpoint, action) in Actions)
            {
                (await Status(door, Anybody, endpoint)).ShouldBe(403, endpoint);
                (await Status(door, administrator, endpoint)).ShouldNotBe(403, endpoint);
                // Until there is who keeps the accounts.
                if (Rules.Of(action).SingleOrDefault(r => r.While == Target.WithoutSecurityAdministrator) is not { } rule) continue;
                using var flip = Flipped(rule);
                (await Status(door, administrator, endpoint)).ShouldBe(403, endpoint);
            }
            await app.StopAsync(CancellationToken.None);
            // Together with those that the table flips these are all.
            _flipped.ShouldBe(Rules.All.Where(r => r.While is not null).Select(r => r.Id), ignoreOrder: true);
        }
        System.IO.Directory.Delete(path, recursive: true);
    }

    private Flip Flipped(Rule rule)
    {
        _flipped.Add(rule.Id);
        return new Flip(rule);
    }

    private static async Task<Guid> MakeAdministrator(Door door)
    {
        var person = (await door.Post<PersonView>(Anybody, "/api/people", new AddPersonRequest("管理员"))).Id;
        var unit = (await door.Post<UnitView>(Anybody, "/api/units", new AddUnitRequest("R", "县委", UnitKinds.Committee))).Id;
        var account = await door.Post<AccountView>(Anybody, "/api/accounts", new OpenAccountRequest(person, "first"));
        await door.Post<PostView>(Anybody, "/api/posts",
            new AssignPostRequest(person, unit, PostRoles.Administrator, "系统管理员", new DateOnly(2020, 1, 1)));
        await door.Admit(person, account.Name, account.InitialPassword!);
        return person;
    }

    private static async Task<int> Status(Door door, Guid person, string endpoint)
    {
        using var request = Requests.Of(endpoint, "own", new Objects { Units = { ["own"] = Guid.NewGuid() } }).Request;
        using var response = await door.Send(person, request);
        return (int)response.StatusCode;
    }
}
