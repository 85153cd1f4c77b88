using System.Globalization;
using Microsoft.Extensions.Configuration;
using PartyReport.Eventing;

namespace PartyReport.Directory.Accounts;

/// <summary>Section <c>Accounts</c>.</summary>
/// <param name="KeyFile"><c>KeyFile</c>: file of <see cref="AccountSecrets"/>; absent: <c>accounts.key</c> in the data folder.</param>
/// <param name="Rounds"><c>PasswordRounds</c>: work of a password's hash; absent: <see cref="Passwords.Rounds"/>. Only tests want less.</param>
/// <param name="Failures"><c>Failures</c>: sign-ins that may fail in a row; absent: 5.</param>
/// <param name="Locked"><c>LockedMinutes</c>: how long none is admitted then; absent: 15.</param>
/// <param name="Idle"><c>IdleMinutes</c>: how long a session may be unused; absent: 30.</param>
/// <param name="Life"><c>SessionHours</c>: how long a session lives at most; absent: 12.</param>
/// <param name="Demo"><c>Demo:County</c>: whether people of the demo county get sessions without a password.</param>
internal sealed record AccountSettings(string KeyFile, int Rounds, int Failures, TimeSpan Locked, TimeSpan Idle, TimeSpan Life, bool Demo)
{
    public static AccountSettings Of(IConfiguration config) => new(
        config["Accounts:KeyFile"] ?? Path.Combine(
            config[EventingSetup.FolderSetting] ?? throw new InvalidOperationException($"{EventingSetup.FolderSetting} is missing."), "accounts.key"),
        Number(config, "PasswordRounds", Passwords.Rounds),
        Number(config, "Failures", 5),
        TimeSpan.FromMinutes(Number(config, "LockedMinutes", 15)),
        TimeSpan.FromMinutes(Number(config, "IdleMinutes", 30)),
        TimeSpan.FromHours(Number(config, "SessionHours", 12)),
        bool.TryParse(config["Demo:County"], out var demo) && demo);

    private static int Number(IConfiguration config, string name, int absent) => config[$"Accounts:{name}"] switch
    {
        null or "" => absent,
        var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 => number,
        _ => throw new InvalidOperationException($"Accounts:{name} is no number above 0."),
    };
}
