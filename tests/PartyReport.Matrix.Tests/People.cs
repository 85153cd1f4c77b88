using PartyReport.Contracts.Directory;

namespace PartyReport.Matrix.Tests;

/// <summary>Who asks. They are accounts of the demo county with other posts: at the door nobody else is let in without a password.</summary>
internal static class People
{
    public static readonly Guid Administrator = DemoCounty.Administrator, Opener = DemoCounty.Clerk;
    public static readonly Guid Security = DemoCounty.DepartmentReviewer;
    public static readonly Guid Author = DemoCounty.Id(0x10a), Decider = DemoCounty.Id(0x10b), Seat = DemoCounty.Id(0x10d);

    /// <summary>By the columns of the table; anonymous has no id.</summary>
    public static readonly IReadOnlyDictionary<string, Guid?> All = new Dictionary<string, Guid?>
    {
        ["sec"] = DemoCounty.Secretary, ["hel"] = DemoCounty.Helper, ["mem"] = DemoCounty.Member,
        ["rev"] = DemoCounty.WorkCommitteeReviewer, ["cle"] = Opener, ["off"] = DemoCounty.Id(0x10e),
        ["arc"] = DemoCounty.Archivist, ["aud"] = DemoCounty.Auditor, ["dbl"] = DemoCounty.Id(0x10c),
        ["adm"] = Administrator, ["saf"] = Security,
        ["aut"] = Author, ["dec"] = Decider, ["sea"] = Seat, ["dep"] = DemoCounty.SecurityAdministrator, ["ano"] = null,
    };

    /// <summary>Posts that people hold while the table is walked. The author and the decider hold none any more.</summary>
    public static readonly IReadOnlyList<(string Who, string Unit, string Role)> Posts =
    [
        ("sec", "own", PostRoles.Secretary), ("hel", "own", PostRoles.Helper), ("mem", "own", PostRoles.Member), ("rev", "own", PostRoles.Reviewer),
        ("cle", "own", PostRoles.Clerk), ("off", "office", PostRoles.Clerk), ("arc", "own", PostRoles.Archivist), ("aud", "own", PostRoles.Auditor),
        ("saf", "own", PostRoles.SecurityAdministrator), ("sea", "seats", PostRoles.Reviewer),
        // Acts for the secretary, and has nothing by this post of its own.
        ("dep", "seats", PostRoles.Member),
        // An auditor with every other post that could change something.
        ("dbl", "own", PostRoles.Auditor), ("dbl", "own", PostRoles.Helper), ("dbl", "own", PostRoles.Clerk), ("dbl", "seats", PostRoles.Reviewer),
    ];
}
