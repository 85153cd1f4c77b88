using PartyReport.Contracts.Directory;

namespace PartyReport.Gateway;

/// <summary>Accounts of the demo county, which need no password, and whether they may be used here.</summary>
internal sealed record DemoSignIn(bool Allowed)
{
    public static readonly IReadOnlyList<(Guid Person, string Chinese, string English)> Accounts =
    [
        (DemoCounty.Clerk, "县委组织部 经办人 林晓雯", "clerk of the organisation department"),
        (DemoCounty.Secretary, "县财政局党组 书记 陈志远", "secretary of the reporting unit"),
        (DemoCounty.Helper, "县财政局党组 协办人", "helper in the reporting unit"),
        (DemoCounty.Member, "县财政局党组 成员", "member of the unit's Party group, first stage"),
        (DemoCounty.WorkCommitteeReviewer, "县直机关工委 审核人", "reviewer of the work committee, second stage"),
        (DemoCounty.DepartmentReviewer, "县委组织部 审核人", "reviewer of the organisation department, last stage"),
        (DemoCounty.Archivist, "县档案局 档案员", "archivist"),
        (DemoCounty.Auditor, "审计管理员", "auditor"),
        (DemoCounty.Administrator, "系统管理员", "system administrator"),
    ];
}
