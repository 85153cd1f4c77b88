using System.Net;
using Microsoft.AspNetCore.Http;
using PartyReport.Contracts.Directory;

namespace PartyReport.Gateway;

/// <summary>Accounts of the demo county, which need no password, and whether they may be used here.</summary>
internal sealed record DemoSignIn(bool Enabled)
{
    public static readonly IReadOnlyList<DemoAccount> Accounts =
    [
        new(DemoCounty.Clerk, "县委组织部 组织科经办人", "Organisation department, clerk"),
        new(DemoCounty.Secretary, "县财政局党组 党组书记、局长", "Finance bureau, secretary: the unit that reports"),
        new(DemoCounty.Helper, "县财政局党组 机关党务干部", "Finance bureau, helper who writes the report"),
        new(DemoCounty.Member, "县财政局党组 党组成员、副局长", "Finance bureau, member: first stage of the chain"),
        new(DemoCounty.WorkCommitteeReviewer, "县直机关工委 组织委员", "Work committee, reviewer: second stage"),
        new(DemoCounty.DepartmentReviewer, "县委组织部 副部长", "Organisation department, reviewer: last stage"),
        new(DemoCounty.Archivist, "县档案局 档案管理员", "Archives office, archivist"),
        new(DemoCounty.Auditor, "县委 审计员", "County committee, auditor"),
        new(DemoCounty.Administrator, "县委 系统管理员", "County committee, system administrator"),
        new(DemoCounty.SecurityAdministrator, "县委 安全管理员", "County committee, security administrator"),
        new(DemoCounty.Id(0x10a), "县民政局党组 党组书记、局长", "Civil affairs bureau, secretary"),
        new(DemoCounty.Id(0x10b), "县民政局党组 党组成员、副局长", "Civil affairs bureau, member"),
        new(DemoCounty.Id(0x10c), "县审计局党组 党组书记、局长", "Audit bureau, secretary"),
        new(DemoCounty.Id(0x10d), "县第一中学党支部 支部书记、校长", "First middle school, secretary"),
        new(DemoCounty.Id(0x10e), "东街社区党支部 社区党支部书记", "Dongjie community, secretary"),
    ];

    /// <summary>
    /// Only from this machine to its loopback address: whatever the settings say, nobody comes without a password from another one. Nor
    /// through a proxy on this one, which names whom it asks for, or the address that they typed.
    /// </summary>
    public bool IsOpenTo(HttpContext context) => Enabled && IsHere(context.Connection.LocalIpAddress) && IsHere(context.Connection.RemoteIpAddress)
        && IsHere(context.Request.Host.Host) && context.Features.Get<CameByProxy>() is null;

    private static bool IsHere(IPAddress? address) => address is not null && IPAddress.IsLoopback(address);

    private static bool IsHere(string host) => host is "" or "localhost" || IPAddress.TryParse(host.Trim('[', ']'), out var address) && IsHere(address);

    /// <summary>The account of a person, or null.</summary>
    public static DemoAccount? Of(string? person) => Accounts.FirstOrDefault(a => a.Person.ToString("D") == person);
}

/// <summary>Feature of a request that a proxy says to have passed on; its headers are taken off before anything reads them.</summary>
internal sealed class CameByProxy;

/// <summary>An account by its post: names of people are in the directory.</summary>
internal sealed record DemoAccount(Guid Person, string Chinese, string English);
