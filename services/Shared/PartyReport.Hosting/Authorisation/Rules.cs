using static PartyReport.Contracts.Directory.PostRoles;
using static PartyReport.Hosting.Bond;

namespace PartyReport.Hosting;

/// <summary>
/// The table of rules. Within an action the order counts: the first that holds decides. A rule that denies stands before those
/// whose holders it takes the action from; an action that is not for everybody ends with <c>nobody-else</c>.
/// </summary>
public static class Rules
{
    /// <summary>Name of the rule that ends every action: who was not allowed before is denied.</summary>
    public const string NobodyElse = "nobody-else";

    // Who keeps accounts and posts does not read reports.
    private static readonly string[] Working = [Secretary, Helper, Member, Reviewer, Clerk];
    private static readonly string[] Writing = [Secretary, Helper];
    private static readonly string[] Keeping = [Archivist, Auditor];

    // Arrays, so that a test can flip one rule and see that somebody notices; nothing in the product writes to them.
    private static readonly Dictionary<string, Rule[]> ByAction = new List<Rule>
    {
        // The directory is open to everybody who holds a post; the system administrator keeps it. Somebody must be the first one.
        Allow(Actions.UnitRead, "holder", Anywhere),
        Allow(Actions.UnitRead, "first-administrator", None) with { While = Target.WithoutAdministrator },
        Allow(Actions.UnitChange, "administrator", Anywhere, Administrator),
        Allow(Actions.UnitChange, "first-administrator", None) with { While = Target.WithoutAdministrator },
        Allow(Actions.PersonRead, "holder", Anywhere),
        Allow(Actions.PersonRead, "first-administrator", None) with { While = Target.WithoutAdministrator },
        Allow(Actions.PersonChange, "administrator", Anywhere, Administrator),
        Allow(Actions.PersonChange, "first-administrator", None) with { While = Target.WithoutAdministrator },
        Allow(Actions.PostRead, "holder", Anywhere),
        Allow(Actions.PostRead, "first-administrator", None) with { While = Target.WithoutAdministrator },
        Allow(Actions.PostChange, "administrator", Anywhere, Administrator),
        Allow(Actions.PostChange, "first-administrator", None) with { While = Target.WithoutAdministrator },

        Allow(Actions.DirectoryImport, "administrator", Anywhere, Administrator),
        Allow(Actions.DirectoryImport, "first-administrator", None) with { While = Target.WithoutAdministrator },
        Allow(Actions.DirectoryImportRead, "administrator-and-auditor", Anywhere, Administrator, Auditor),
        Allow(Actions.DirectoryImportRead, "first-administrator", None) with { While = Target.WithoutAdministrator },
        Noted(Actions.DirectoryExport, "administrator-and-auditor", Anywhere, Administrator, Auditor),

        // Who keeps accounts is not who keeps posts; before there is a keeper somebody must open the first account.
        Allow(Actions.AccountRead, "keeper-and-auditor", Anywhere, SecurityAdministrator, Auditor),
        Allow(Actions.AccountRead, "first-keeper", Anywhere, Administrator) with { While = Target.WithoutSecurityAdministrator },
        Allow(Actions.AccountRead, "first-administrator", None) with { While = Target.WithoutAdministrator },
        Allow(Actions.AccountChange, "keeper", Anywhere, SecurityAdministrator),
        Allow(Actions.AccountChange, "first-keeper", Anywhere, Administrator) with { While = Target.WithoutSecurityAdministrator },
        Allow(Actions.AccountChange, "first-administrator", None) with { While = Target.WithoutAdministrator },

        // A unit does not call itself: the clerk stands in or acts for a committee above it.
        Allow(Actions.CycleRead, "holder", Anywhere),
        AuditorNot(Actions.CycleOpen),
        Allow(Actions.CycleOpen, "clerk-from-above", FromAbove, Clerk),
        Allow(Actions.ImportPreview, "holder", Anywhere),

        // A report is written by its unit and read by the unit and those above it.
        AuditorNot(Actions.ReportStart),
        Allow(Actions.ReportStart, "own-writer", OwnUnit, Writing),
        AuditorNot(Actions.ReportWrite),
        Allow(Actions.ReportWrite, "own-writer", OwnUnit, Writing),
        AuditorNot(Actions.ReportSubmit),
        Allow(Actions.ReportSubmit, "own-writer", OwnUnit, Writing),
        Allow(Actions.ReportList, "own-unit", OwnUnit, Working),
        Allow(Actions.ReportList, "from-above", FromAbove, Working),
        Allow(Actions.ReportList, "archive-and-audit", Anywhere, Keeping),
        Allow(Actions.ReportRead, "own-unit", OwnUnit, Working),
        Noted(Actions.ReportRead, "from-above", FromAbove, Working),
        Noted(Actions.ReportRead, "archive-and-audit", Anywhere, Keeping),
        // Whoever reviews a report reads it, also from a unit that looks after nothing; not what is still being written.
        Noted(Actions.ReportRead, "seat", Seat),
        Noted(Actions.ReportExport, "own-unit", OwnUnit, Working),
        Noted(Actions.ReportExport, "from-above", FromAbove, Working),
        Noted(Actions.ReportExport, "archive-and-audit", Anywhere, Keeping),

        // A seat may be in a unit that looks after nothing, and who has decided may reread it after the stage moved on.
        Allow(Actions.ReviewList, "own-seats", None),
        Allow(Actions.ReviewRead, "author", Author),
        Noted(Actions.ReviewRead, "decider", Decider),
        Noted(Actions.ReviewRead, "seat", Seat),
        Allow(Actions.ReviewRead, "own-unit", OwnUnit, Working),
        Noted(Actions.ReviewRead, "from-above", FromAbove, Working),
        Noted(Actions.ReviewRead, "archive-and-audit", Anywhere, Keeping),
        Deny(Actions.ReviewDecide, "author", Author),
        AuditorNot(Actions.ReviewDecide),
        Allow(Actions.ReviewDecide, "seat", Seat),

        Allow(Actions.TrailRead, "own-unit", OwnUnit, Working),
        Noted(Actions.TrailRead, "from-above", FromAbove, Working),
        Noted(Actions.TrailRead, "archive-and-audit", Anywhere, Keeping),
        // It goes to outsiders anyway.
        Allow(Actions.CheckpointRead, "everybody", None),
        Noted(Actions.ArchiveAudit, "archive-and-audit", Anywhere, Keeping),

        Allow(Actions.NoticeList, "own-inbox", None),
        Allow(Actions.NoticeMark, "own-inbox", Owner),

        Allow(Actions.AccessRead, "auditor-and-security", Anywhere, Auditor, SecurityAdministrator),
        Allow(Actions.OperationsRead, "administrator-and-auditor", Anywhere, Administrator, Auditor),
        Allow(Actions.OperationsChange, "administrator", Anywhere, Administrator),
    }.GroupBy(r => r.Action).ToDictionary(g => g.Key, g => Closed([.. g]));

    /// <summary>The whole table, in its order.</summary>
    public static IEnumerable<Rule> All => ByAction.Values.SelectMany(r => r);

    /// <summary>Every action that has rules.</summary>
    public static IReadOnlyCollection<string> OfActions => ByAction.Keys;

    /// <summary>Rules of an action, the first that holds decides.</summary>
    public static IReadOnlyList<Rule> Of(string action) => ByAction[action];

    private static Rule[] Closed(Rule[] rules) =>
        rules[^1] is { Bond: None, While: null } ? rules : [.. rules, Deny(rules[0].Action, NobodyElse, None)];

    private static Rule Allow(string action, string name, Bond bond, params string[] roles) => new(action, name, true, bond) { Roles = roles };

    private static Rule Noted(string action, string name, Bond bond, params string[] roles) =>
        Allow(action, name, bond, roles) with { IsNoted = true };

    private static Rule Deny(string action, string name, Bond bond, params string[] roles) => new(action, name, false, bond) { Roles = roles };

    // Whoever audits may hold another post beside it, and still changes nothing.
    private static Rule AuditorNot(string action) => Deny(action, "auditor-changes-nothing", Anywhere, Auditor);
}
