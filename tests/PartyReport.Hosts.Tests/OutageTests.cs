using System.Net;
using PartyReport.Servers;

namespace PartyReport.Hosts.Tests;

public sealed class OutageTests
{
    public static TheoryData<string> Modules => [.. HostProcess.Modules];

    [Theory, MemberData(nameof(Modules))]
    public async Task Without_database_and_broker_a_service_lives_and_says_what_is_wrong(string module)
    {
        using var settings = new Settings();
        await using var host = HostProcess.Start(module, settings);

        await host.Answers("/health/live", HttpStatusCode.OK);
        var answer = await host.Answers("/health/ready", HttpStatusCode.ServiceUnavailable);
        var ended = await host.Stop();

        answer.ShouldContain("The database does not answer");
        ended.Code.ShouldBe(0, ended.Error);
        (ended.Output + ended.Error).ShouldNotContain("s3cret");
        new FileInfo(settings["Data:Folder"]).UnixFileMode.ShouldBe(
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    [Theory, MemberData(nameof(Modules))]
    public async Task A_service_goes_on_by_itself_when_its_schema_is_made_later(string module)
    {
        await using var database = await PostgresModule.Create(module.ToLowerInvariant());
        using var settings = new Settings(database);
        await using var host = HostProcess.Start(module, settings);
        (await host.Answers("/health/ready", HttpStatusCode.ServiceUnavailable)).ShouldContain("--migrate");

        var migrated = await HostProcess.Run(
            module, new Dictionary<string, string>(settings) { ["Postgres:OwnerConnectionString"] = database.Owner }, "--migrate");

        migrated.Code.ShouldBe(0, migrated.Error);
        await host.Answers("/health/ready", HttpStatusCode.OK);
        var ended = await host.Stop();
        ended.Code.ShouldBe(0, ended.Error);
    }

    [Fact]
    public async Task A_service_goes_on_by_itself_when_the_database_comes_and_goes()
    {
        await using var database = await Migrated("drafting");
        await using var way = new Way(database.Runtime);
        using var settings = new Settings(database, way.Port);
        await using var host = HostProcess.Start("Drafting", settings);
        await host.Answers("/health/ready", HttpStatusCode.ServiceUnavailable);

        way.Open();
        await host.Answers("/health/ready", HttpStatusCode.OK);
        way.Close();
        await host.Answers("/health/ready", HttpStatusCode.ServiceUnavailable);
        await host.Answers("/health/live", HttpStatusCode.OK);
        way.Open();
        await host.Answers("/health/ready", HttpStatusCode.OK);

        (await host.Stop()).Code.ShouldBe(0);
    }

    [Fact]
    public async Task A_schema_of_an_older_version_is_not_ready()
    {
        await using var database = await Migrated("review");
        await database.AsOwner("delete from schema_versions where schemaversionsid = (select max(schemaversionsid) from schema_versions)");
        using var settings = new Settings(database);
        await using var host = HostProcess.Start("Review", settings);

        (await host.Answers("/health/ready", HttpStatusCode.ServiceUnavailable)).ShouldContain("scripts to run: 1");
    }

    [Fact]
    public async Task A_restored_log_is_refused_until_a_generation_is_opened()
    {
        await using var database = await Migrated("archive");
        using var settings = new Settings(database);
        await database.AsOwner("update log set system_identifier = '1'");

        var refused = await HostProcess.Run("Archive", settings);
        var withOwner = new Dictionary<string, string>(settings) { ["Postgres:OwnerConnectionString"] = database.Owner };
        var opened = await HostProcess.Run("Archive", withOwner, "--open-generation");

        refused.Code.ShouldBe(1);
        refused.Error.ShouldContain("--open-generation");
        opened.Code.ShouldBe(0, opened.Error);
        opened.Output.ShouldContain("generation 2 is open");
        await using var host = HostProcess.Start("Archive", settings);
        await host.Answers("/health/ready", HttpStatusCode.OK);
    }

    private static async Task<PostgresModule> Migrated(string module)
    {
        var database = await PostgresModule.Create(module);
        using var settings = new Settings(database).With("Postgres:OwnerConnectionString", database.Owner);
        var ended = await HostProcess.Run(char.ToUpperInvariant(module[0]) + module[1..], settings, "--migrate");
        ended.Code.ShouldBe(0, ended.Error);
        return database;
    }
}
