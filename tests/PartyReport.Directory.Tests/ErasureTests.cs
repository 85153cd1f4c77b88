using System.Text;
using PartyReport.Contracts.Directory;
using PartyReport.Contracts.Directory.Http;
using PartyReport.Eventing;
using PartyReport.Servers;

namespace PartyReport.Directory.Tests;

/// <summary>What names a person stands nowhere in the database in plain, and after erasure not at all; over HTTP and a real database.</summary>
public abstract class ErasureTests(Engine engine) : IAsyncLifetime
{
    private const string Added = "欧阳明远", Renamed = "欧阳明达", Imported = "司马光华", Number = "N-770077", Subject = "E-660066", SignIn = "ouyangmd";
    private static readonly Guid Administrator = DemoCounty.Administrator, Keeper = DemoCounty.SecurityAdministrator;
    private ImportHost _imports = null!;

    private ModuleHost Host => _imports.Host;

    public async ValueTask InitializeAsync() => _imports = await ImportHost.Start(engine);

    public async ValueTask DisposeAsync()
    {
        await _imports.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_name_is_in_no_column_of_any_table_whatever_was_done_with_it()
    {
        await Add();
        await Import();
        (await Host.Get(Administrator, "/api/people?search=omd")).Read<List<PersonView>>().ShouldBeEmpty();
        (await Host.Get(Administrator, "/api/people?search=oymd")).Read<List<PersonView>>().Single().Name.ShouldBe(Renamed);
        (await Host.Get(Administrator, $"/api/people?search={Added}")).Read<List<PersonView>>().ShouldBeEmpty();

        foreach (var name in new[] { Added, Renamed, Imported, "中共青禾县委" }) (await Holding(name)).ShouldBe(name[0] == '中' ? ["event.body", "unit_row.name"] : [], name);
    }

    [Fact]
    public async Task An_erased_person_is_named_nowhere_by_nothing()
    {
        var person = await Add();
        await Link(person);
        var imported = await Import();
        (await Holding(Number)).ShouldBe(["person.number"]);
        (await Holding(Subject)).ShouldBe(["account_link.subject"]);
        (await Holding(SignIn)).ShouldBe(["account.name"]);

        foreach (var id in new[] { person, imported }) (await Host.Post(Administrator, $"/api/people/{id}/erasure", new { })).Status.ShouldBe(200);

        foreach (var text in new[] { Added, Renamed, Imported, Number, "N-770078", Subject, SignIn }) (await Holding(text)).ShouldBeEmpty(text);
        (await Host.Get(Administrator, $"/api/people?search={Number}")).Read<List<PersonView>>().ShouldBeEmpty();
        (await Host.Put(Administrator, $"/api/people/{person}/name", new RenamePersonRequest("又来"), "*")).Code.ShouldBe("person.erased");
        var account = (await Host.Get(Keeper, "/api/accounts")).Read<List<AccountView>>().Single(a => a.Person == person);
        (account.Name, account.State, account.Link).ShouldBe(($"{account.Id}", AccountStates.Disabled, null));
        (await Host.Log.Read(s => EventLog.ReadStream(s, account.Id))).ConvertAll(e => e.Type).ShouldBe(
            ["directory.account-opened", "directory.account-linked", "directory.account-unlinked", "directory.account-disabled"]);
    }

    [Fact]
    public async Task A_repeated_command_is_answered_without_the_name_and_a_hash_says_nothing_of_it()
    {
        var request = new AddPersonRequest(Added);
        var first = await Host.Post(Administrator, "/api/people", request, key: "intent");
        var again = await Host.Post(Administrator, "/api/people", request, key: "intent");
        var other = await Host.Post(Administrator, "/api/people", new AddPersonRequest(Renamed), key: "intent");

        (first.Read<PersonView>().Name, again.Read<PersonView>().Name).ShouldBe((Added, ""));
        again.Read<PersonView>().Id.ShouldBe(first.Read<PersonView>().Id);
        other.Code.ShouldBe("request.key-reused");
        var body = JsonContent(request);
        var plain = System.Security.Cryptography.SHA256.HashData([.. Encoding.UTF8.GetBytes("POST /api/people\n"), .. body]);
        (await Host.Log.Read(s => s.Query<byte[]>("select request_hash from command where key = 'intent'"))).Single().ShouldNotBe(plain);
    }

    [Fact]
    public async Task What_an_older_version_stored_with_a_command_is_cleared()
    {
        // As it is found by the script, which has run already on the empty database.
        await Host.Log.Write(s => s.Execute(
            "insert into command (actor, key, request_hash, status, body, recorded_at) values ('a', 'old', @hash, 201, @body, @at)",
            new { hash = new byte[] { 1 }, body = Encoding.UTF8.GetBytes(Added), at = DateTimeOffset.UnixEpoch }), TestContext.Current.CancellationToken);
        (await Holding(Added)).ShouldBe(["command.body"]);

        await Host.Log.Write(s => s.Execute(Script().Split(';').Single(line => line.Contains("update command", StringComparison.Ordinal))), TestContext.Current.CancellationToken);

        (await Holding(Added)).ShouldBeEmpty();
    }

    private async Task<Guid> Add()
    {
        var person = (await Host.Post(Administrator, "/api/people", new AddPersonRequest(Added, Number))).Read<PersonView>().Id;
        (await Host.Post(Administrator, "/api/people", new AddPersonRequest("别人", Number))).Code.ShouldBe("person.number-taken");
        var etag = (await Host.Get(Administrator, $"/api/people/{person}")).ETag;
        var renamed = await Host.Put(Administrator, $"/api/people/{person}/name", new RenamePersonRequest(Renamed), etag);
        (renamed.Status, renamed.Read<PersonView>().Name).ShouldBe((200, Renamed), renamed.Text);
        (await Host.Get(Administrator, $"/api/people/{person}")).ETag.ShouldBe(renamed.ETag);
        (await Host.Log.Read(s => EventLog.ReadStream(s, person))).ConvertAll(e => e.Type).ShouldBe(["directory.person-added", "directory.person-renamed"]);
        return person;
    }

    private async Task<Guid> Import()
    {
        await _imports.Written(await _imports.Checked("posts", ImportHost.PostHead + $"N-770078,{Imported},QH-GW-CZJ,书记,书记,2025-01-01,2025-12-31\n"));
        return (await _imports.Found(Imported)).Single().Id;
    }

    private async Task Link(Guid person)
    {
        var account = (await Host.Post(Keeper, "/api/accounts", new OpenAccountRequest(person, SignIn))).Read<AccountView>();
        (await Host.Put(Keeper, $"/api/accounts/{account.Id}/link", new LinkAccountRequest("https://login.example", Subject), "\"1\"")).Status.ShouldBe(200);
    }

    // Every column in which a text can be, as bytes.
    private Task<List<string>> Holding(string text) => Host.Log.Read(async s =>
    {
        var columns = await s.Query<Column>(s.IsPostgres
            ? """
              select c.table_name as "table", c.column_name as name, c.data_type as type from information_schema.columns c
              join information_schema.tables t on t.table_schema = c.table_schema and t.table_name = c.table_name and t.table_type = 'BASE TABLE'
              join pg_class k on k.relname = c.table_name and k.relnamespace = current_schema()::regnamespace and not k.relispartition
              where c.table_schema = current_schema() and c.data_type in ('text', 'character varying', 'bytea')
              """
            : """
              select t.name as "table", c.name, c.type from sqlite_master t, pragma_table_info(t.name) c where t.type = 'table' and lower(c.type) <> 'integer'
              """);
        columns.Count.ShouldBeGreaterThan(40);
        var found = new List<string>();
        foreach (var column in columns)
        {
            var (name, bytes) = ($"\"{column.Name}\"", column.Type == "bytea" ? $"\"{column.Name}\"" : $"convert_to(\"{column.Name}\", 'UTF8')");
            var at = s.IsPostgres ? $"position(@text in {bytes})" : $"instr(cast({name} as blob), @text)";
            if (await s.Scalar<bool>($"select exists (select 1 from \"{column.Table}\" where {at} > 0)", new { text = Encoding.UTF8.GetBytes(text) }))
                found.Add($"{column.Table}.{column.Name}");
        }
        return found.Order(StringComparer.Ordinal).ToList();
    });

    private sealed record Column
    {
        public string Table { get; init; } = "";
        public string Name { get; init; } = "";
        public string Type { get; init; } = "";
    }

    private string Script()
    {
        var assembly = typeof(DirectoryModule).Assembly;
        var name = assembly.GetManifestResourceNames().Single(n => n.Contains($"Storage.{engine}", StringComparison.Ordinal) && n.EndsWith("0040-erasure.sql", StringComparison.Ordinal));
        using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }

    private static byte[] JsonContent(AddPersonRequest request) =>
        System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(request, Contracts.WireJson.Options);
}

public sealed class ErasureOnSqliteTests() : ErasureTests(Engine.Sqlite);

public sealed class ErasureOnPostgresTests() : ErasureTests(Engine.Postgres);
