namespace PartyReport.Contracts.Directory;

/// <summary>What a post entitles its holder to, whatever its title.</summary>
public static class PostRoles
{
    /// <summary>书记: answers for the unit's report.</summary>
    public const string Secretary = "secretary";

    /// <summary>党务干部: helps to write the unit's report.</summary>
    public const string Helper = "helper";

    /// <summary>党组成员: reads the unit's own report first.</summary>
    public const string Member = "member";

    /// <summary>审核员: reviews the reports of units below.</summary>
    public const string Reviewer = "reviewer";

    /// <summary>经办人: opens cycles and calls units.</summary>
    public const string Clerk = "clerk";

    /// <summary>档案员: keeps the archive.</summary>
    public const string Archivist = "archivist";

    /// <summary>审计员: reads everything, changes nothing.</summary>
    public const string Auditor = "auditor";

    /// <summary>系统管理员: keeps units, people and posts.</summary>
    public const string Administrator = "administrator";

    /// <summary>安全管理员: keeps accounts.</summary>
    public const string SecurityAdministrator = "security-administrator";

    /// <summary>系统、安全、审计: nobody holds two of the three.</summary>
    public static readonly IReadOnlyList<string> Separate = [Administrator, SecurityAdministrator, Auditor];

    /// <summary>Roles that read the reports of the units they look after. Who keeps accounts and posts does not.</summary>
    public static readonly IReadOnlyList<string> Reading = [Secretary, Helper, Member, Reviewer, Clerk, Archivist, Auditor];

    /// <summary>All roles.</summary>
    public static readonly IReadOnlyList<string> All =
        [Secretary, Helper, Member, Reviewer, Clerk, Archivist, Auditor, Administrator, SecurityAdministrator];
}
