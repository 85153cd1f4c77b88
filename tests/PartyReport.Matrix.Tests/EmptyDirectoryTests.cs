using Microsoft.Extensions.Logging;
using PartyReport.AllInOne;
using PartyReport.Hosting;

namespace PartyReport.Matrix.Tests;

/// <summary>Before there has ever been an administrator, whoever is signed in keeps the directory: somebody must be the first.</summary>
[Collection("product")]
public sealed class EmptyDirectoryTests
{
    private static readonly Dictionary<string, string> Actions = new()
    {
        ["GetUnits"] = Hosting.Actions.UnitRead, ["AddUnit"] = Hosting.Actions.UnitChange, ["GetPerson"] = Hosting.Actions.PersonRead,
        ["AddPerson"] = Hosting.Actions.PersonChange, ["GetPosts"] = Hosting.Actions.PostRead, ["AssignPost"] = Hosting.Actions.PostChange,
        ["GetAccounts"] = Hosting.Actions.AccountRead, ["OpenAccount"] = Hosting.Actions.AccountChange, ["CheckImport"] = Hosting.Actions.DirectoryImport,
    };

    [Fact]
    public async Task Everybody_is_allowed_and_each_rule_that_says_so_is_noticed()
    {
        var path = System.IO.Directory.CreateTempSubdirectory("partyreport-matrix-").FullName;
        using (var folder = DataFolder.Open(path))
        {
            folder.KeepEmpty();
            await using var app = await Application.Start(folder, 0, LogLevel.Error, CancellationToken.None);
            using var door = new Door(app.Address());
            foreach (var (endpoint, action) in Actions)
            {
                (await Status(door, endpoint)).ShouldNotBe(403, endpoint);
                using var flip = new Flip(Rules.Of(action).Single(r => r.While == Target.WithoutAdministrator));
                (await Status(door, endpoint)).ShouldBe(403, endpoint);
            }
            await app.StopAsync(CancellationToken.None);
        }
        System.IO.Directory.Delete(path, recursive: true);
    }

    private static async Task<int> Status(Door door, string endpoint)
    {
        using var request = Requests.Of(endpoint, "*", new Objects { Units = { ["own"] = Guid.NewGuid() } }).Request;
        using var response = await door.Send(People.All["sec"], request);
        return (int)response.StatusCode;
    }
}
