using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using PartyReport.Contracts.Directory;
using PartyReport.Contracts.Directory.Http;
using PartyReport.Directory.Names;
using PartyReport.Eventing;
using PartyReport.Servers;

namespace PartyReport.Directory.Tests;

/// <summary>Names are sealed, found, erased; over HTTP and a real database.</summary>
public abstract class NameTests(Engine engine) : IAsyncLifetime
{
    private static readonly Guid Administrator = DemoCounty.Administrator, Clerk = DemoCounty.Clerk;
    private ModuleHost _host = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _host = await ModuleHost.Start(
            await ModuleData.Create(engine, DirectoryModule.Name, typeof(DirectoryModule).Assembly),
            DirectoryModule.Name, (services, config) => services.AddDirectory(config), routes => routes.MapDirectory());
        await _host.Services.SeedDemoCounty(Ct);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Theory]
    [InlineData("林晓雯", "林晓雯")]
    [InlineData("晓雯", "林晓雯")]
    [InlineData("林", "林晓雯")]
    [InlineData("lxw", "林晓雯")]
    [InlineData("LX", "林晓雯")]
    [InlineData("sxl", "沈秀兰")]
    [InlineData("晓林", "")]
    [InlineData("zzz", "")]
    [InlineData("林\0", "")]
    public async Task People_are_found_by_name_and_by_initials(string search, string expected)
    {
        var found = (await _host.Get(Administrator, $"/api/people?search={Uri.EscapeDataString(search)}")).Read<List<PersonView>>();

        string.Join(' ', found.Select(p => p.Name)).ShouldBe(expected);
    }

    [Theory]
    [InlineData("财政", "QH-GW-CZJ")]
    [InlineData("qh-gw-c", "QH-GW-CZJ")]
    [InlineData("qhxczj", "QH-GW-CZJ")]
    [InlineData("%", "")]
    [InlineData("_", "")]
    public async Task Units_are_found_by_name_code_and_initials(string search, string expected)
    {
        var found = (await _host.Get(Administrator, $"/api/units/search?search={Uri.EscapeDataString(search)}")).Read<List<UnitView>>();

        string.Join(' ', found.Select(u => u.Code)).ShouldBe(expected);
    }

    [Fact]
    public async Task The_database_holds_no_name()
    {
        (await Plain()).ShouldBe(0);
        (await Count("person where wrapped is not null")).ShouldBe(15);
        (await Count("person where sealed is not null")).ShouldBe(15);
    }

    [Fact]
    public async Task An_erased_name_is_nowhere_and_what_was_recorded_stays()
    {
        (await Erase(Clerk)).Code.ShouldBe("person.holds-post");
        var post = (await _host.Get(Administrator, $"/api/posts?person={Clerk}")).Read<List<PostView>>()[0].Id;
        await _host.Put(Administrator, $"/api/posts/{post}/end", new EndPostRequest(new DateOnly(2026, 1, 1)), "\"1\"");

        (await Erase(Clerk)).Status.ShouldBe(200);

        (await _host.Get(Administrator, $"/api/people/{Clerk}")).Read<PersonView>().Name.ShouldBeEmpty();
        (await _host.Get(Administrator, "/api/people?search=lxw")).Read<List<PersonView>>().ShouldBeEmpty();
        (await Count($"person where id = '{Clerk}' and wrapped is not null")).ShouldBe(0);
        (await Count(engine == Engine.Sqlite ? $"person_token where person = '{Clerk}'" : $"person where id = '{Clerk}' and cardinality(tokens) > 0")).ShouldBe(0);
        (await _host.Get(Administrator, $"/api/posts/{post}")).Read<PostView>().Person.ShouldBe(Clerk);
        (await Erase(Clerk)).Status.ShouldBe(200);
        (await _host.Log.Read(s => EventLog.ReadStream(s, Clerk))).Select(e => e.Type).ShouldBe(["directory.person-added", "directory.person-erased"]);
        (await _host.Post(DemoCounty.Helper, $"/api/people/{Clerk}/erasure", new { })).Code.ShouldBe("directory.not-administrator");
        (await Erase(Guid.NewGuid())).Code.ShouldBe("person.unknown");
    }

    [Fact]
    public async Task Names_of_an_older_version_are_sealed()
    {
        var person = Guid.NewGuid();
        await _host.Log.Write(s => s.Execute("insert into person (id, name) values (@person, '欧阳修')", new { person }), Ct);

        (await _host.Get(Administrator, $"/api/people/{person}")).Read<PersonView>().Name.ShouldBe("欧阳修");
        var names = _host.Services.GetRequiredService<PersonNames>();
        (await _host.Log.Write(names.SealSome, Ct)).ShouldBeFalse();

        (await Plain()).ShouldBe(0);
        (await _host.Get(Administrator, $"/api/people/{person}")).Read<PersonView>().Name.ShouldBe("欧阳修");
        (await _host.Get(Administrator, "/api/people?search=oyx")).Read<List<PersonView>>().Single().Id.ShouldBe(person);
    }

    [Fact]
    public async Task Another_key_is_refused()
    {
        var folder = System.IO.Directory.CreateTempSubdirectory("partyreport-").FullName;
        var other = new PersonNames(NamesKey.Open(new ConfigurationBuilder()
            .AddInMemoryCollection([new(EventingSetup.FolderSetting, folder)]).Build()));

        var check = () => _host.Log.Write(async s =>
        {
            await other.CheckKey(s);
            return true;
        }, Ct);

        (await check.ShouldThrowAsync<InvalidOperationException>()).Message.ShouldContain("another key");
        System.IO.Directory.Delete(folder, recursive: true);
    }

    private Task<ModuleReply> Erase(Guid person) => _host.Post(Administrator, $"/api/people/{person}/erasure", new { });

    private Task<long> Plain() => Count("person where name <> ''");

    private Task<long> Count(string what) => _host.Log.Read(s => s.Scalar<long>($"select count(*) from {what}"));
}

public sealed class SealedNamesOnSqliteTests() : NameTests(Engine.Sqlite);

public sealed class SealedNamesOnPostgresTests() : NameTests(Engine.Postgres);
