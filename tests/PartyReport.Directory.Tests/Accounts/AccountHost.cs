using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using PartyReport.Contracts.Directory;
using PartyReport.Contracts.Directory.Http;
using PartyReport.Directory.Sessions;
using PartyReport.Servers;

namespace PartyReport.Directory.Tests.Accounts;

/// <summary>The directory with the demo county, asked by people and, in its own name, by the gateway.</summary>
internal sealed class AccountHost(ModuleHost host, FakeTimeProvider clock) : IAsyncDisposable
{
    public static readonly Guid Keeper = DemoCounty.SecurityAdministrator;
    public const string Password = "a better one 1";

    public ModuleHost Host => host;
    public FakeTimeProvider Clock => clock;

    public static async Task<AccountHost> Start(Engine engine)
    {
        var started = await Start(await ModuleData.Create(engine, DirectoryModule.Name, typeof(DirectoryModule).Assembly), new FakeTimeProvider(
            new DateTimeOffset(2026, 11, 24, 8, 0, 0, TimeSpan.Zero)), replica: false);
        await started.Host.Services.SeedDemoCounty(TestContext.Current.CancellationToken);
        return started;
    }

    public static async Task<AccountHost> Start(ModuleData data, FakeTimeProvider clock, bool replica)
    {
        void Add(IServiceCollection services, IConfiguration config)
        {
            config["Accounts:PasswordRounds"] = "10";
            config["Demo:County"] = "true";
            services.AddSingleton<TimeProvider>(clock).AddDirectory(config);
        }
        return new AccountHost(await (replica
            ? ModuleHost.StartReplica(data, DirectoryModule.Name, Add, Map)
            : ModuleHost.Start(data, DirectoryModule.Name, Add, Map)), clock);

        static void Map(IEndpointRouteBuilder routes)
        {
            routes.MapDirectory();
            routes.MapSessions();
        }
    }

    public async Task<AccountView> Opened(string name = "chenzy", Guid? person = null)
    {
        var reply = await host.Post(Keeper, "/api/accounts", new OpenAccountRequest(person ?? DemoCounty.Secretary, name));
        reply.Status.ShouldBe(201, reply.Text);
        return reply.Read<AccountView>();
    }

    /// <summary>An account whose initial password was changed to <see cref="Password"/>, and its session.</summary>
    public async Task<(AccountView Account, string Secret)> InUse(string name = "chenzy", Guid? person = null)
    {
        var account = await Opened(name, person);
        var first = (await SignIn(name, account.InitialPassword!)).Read<OpenedSession>();
        var changed = await Ask("/password", new ChangePasswordRequest(Hash(first.Secret), account.InitialPassword!, Password));
        changed.Status.ShouldBe(200, changed.Text);
        return ((await host.Get(Keeper, $"/api/accounts/{account.Id}")).Read<AccountView>(), changed.Read<OpenedSession>().Secret);
    }

    public Task<ModuleReply> SignIn(string name, string password, string? code = null) => Ask("", new OpenSessionRequest(name, password, code));

    public Task<ModuleReply> State(string secret) => Ask("/state", new SessionRequest(Hash(secret)));

    public Task<ModuleReply> Ask(string path, object body) => host.AsService(SessionRoutes.Gateway, HttpMethod.Post, "/internal/sessions" + path, body);

    public static string Hash(string secret) => SessionSecret.Write(SessionSecret.HashOf(secret));

    public async ValueTask DisposeAsync() => await host.DisposeAsync();
}
