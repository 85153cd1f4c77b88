using PartyReport.Contracts.Directory;

namespace PartyReport.Web;

/// <summary>Units, posts and people.</summary>
public static partial class Words
{
    public static readonly Text UnitsSay = new("从最上面的单位一级一级往下看。", "Start at the top and go down level by level.");
    public static readonly Text TopLevel = new("最上级单位", "Top unit");
    public static readonly Text UnitsBelow = new("下级单位", "Units below");
    public static readonly Text NoUnits = new("没有下级单位。", "There are no units below.");
    public static readonly Text UnitKind = new("类型", "Kind");
    public static readonly Text Code = new("代码", "Code");
    public static readonly Text PostsHere = new("职务", "Posts");
    public static readonly Text CountOf = new("共 {0} 个", "{0} in all");
    public static readonly Text NoPosts = new("现在没有人在这里任职。", "Nobody holds a post here now.");
    public static readonly Text PostTitle = new("职务名称", "Post");
    public static readonly Text Role = new("职责", "Role");
    public static readonly Text Holder = new("任职人员", "Held by");
    public static readonly Text Since = new("任职时间", "Since");
    public static readonly Text Until = new("至", "Until");
    public static readonly Text UntilNow = new("现在", "now");
    public static readonly Text NextPage = new("下一页", "Next page");
    public static readonly Text PostsHeld = new("任职经历", "Posts held");

    private static readonly Text Unknown = new("其他", "Other");

    private static readonly Dictionary<string, Text> Kinds = new()
    {
        [UnitKinds.Committee] = new("党委（工委）", "Committee"),
        [UnitKinds.Office] = new("工作机构", "Office"),
        [UnitKinds.Group] = new("党组", "Party group"),
        [UnitKinds.Branch] = new("支部", "Branch"),
    };

    private static readonly Dictionary<string, Text> Roles = new()
    {
        [PostRoles.Secretary] = new("书记", "Secretary"),
        [PostRoles.Helper] = new("党务干部", "Helper"),
        [PostRoles.Member] = new("党组成员", "Member"),
        [PostRoles.Reviewer] = new("审核员", "Reviewer"),
        [PostRoles.Clerk] = new("经办人", "Clerk"),
        [PostRoles.Archivist] = new("档案员", "Archivist"),
        [PostRoles.Auditor] = new("审计员", "Auditor"),
        [PostRoles.Administrator] = new("系统管理员", "Administrator"),
    };

    /// <summary>What a kind of unit is called.</summary>
    public static Text KindOf(string kind) => Kinds.GetValueOrDefault(kind, Unknown);

    /// <summary>What a role is called.</summary>
    public static Text RoleOf(string role) => Roles.GetValueOrDefault(role, Unknown);
}
