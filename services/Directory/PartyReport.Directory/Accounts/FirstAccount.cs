using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PartyReport.Contracts;
using PartyReport.Contracts.Directory;
using PartyReport.Directory.Names;
using PartyReport.Eventing;

namespace PartyReport.Directory.Accounts;

/// <summary>
/// While there has never been an account, opens one, so that somebody can be the first administrator. Its initial password is in a file of
/// the data folder, for whoever runs the machine. It has no post: what it may do, it may because nobody else may yet.
/// </summary>
internal sealed partial class FirstAccount(
    [FromKeyedServices(DirectoryModule.Name)] EventLog log, IConfiguration config, Passwords passwords, PersonNames names, TimeProvider clock,
    ILogger<FirstAccount> logger)
    : BackgroundService
{
    /// <summary>Setting with the sign-in name; absent: no account is opened.</summary>
    public const string NameSetting = "Accounts:FirstName";

    private const string PersonName = "首个管理员";
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Opens it, unless there is one already. Of several that start at once, one does.</summary>
    public async Task Open(string name, CancellationToken ct)
    {
        if (await log.Read(Exists)) return;
        var (account, person, initial, now) = (Guid.NewGuid(), Guid.NewGuid(), Passwords.Initial(), clock.GetUtcNow());
        name = OpenAccount.Fold(name);
        var row = new AccountRow { Id = account, Person = person, Name = name, Initial = true, Version = 1, Password = await passwords.Hash(initial, ct) };
        var key = new CommandKey("service:directory", "first-account");
        var headers = new EventHeaders(key.Actor, key.Key, []);
        var file = Path.Combine(config[EventingSetup.FolderSetting]!, "first-account");
        // Before it is committed: an account whose password nobody can read would be the only one for ever.
        Write(file, $"{name} {initial}\n");
        try
        {
            await log.Commit(key, new StoredAnswer { Status = 204 },
                [log.Types.Write(person, 1, new PersonAdded(person), headers, now), log.Types.Write(account, 1, new AccountOpened(account, person), headers, now)],
                async s =>
                {
                    await names.Insert(s, person, PersonName);
                    await OpenAccount.Insert(s, row);
                }, ct);
            LogOpened(name, file);
        }
        catch (LostRaceException)
        {
            File.Delete(file);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1), clock);
        do
        {
            try
            {
                await Open(config[NameSetting]!, stoppingToken);
                return;
            }
            catch (Exception e) when (StorageFaults.IsOutage(e))
            {
                LogLater(e.Message);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private static Task<bool> Exists(Session session) => session.Scalar<bool>("select exists (select 1 from account)");

    private static void Write(string file, string text)
    {
        File.Delete(file);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = OwnerOnly;
        using var stream = new FileStream(file, options);
        stream.Write(System.Text.Encoding.UTF8.GetBytes(text));
        stream.Flush(flushToDisk: true);
    }

    [LoggerMessage(51, LogLevel.Warning, "The first account {Name} is open; its initial password is in {File}. Delete that file when it is changed.")]
    private partial void LogOpened(string name, string file);

    [LoggerMessage(52, LogLevel.Warning, "The first account is not there yet; it is tried again. {Error}")]
    private partial void LogLater(string error);
}
