using PartyReport.Contracts.Directory;

namespace PartyReport.Web;

/// <summary>Units, posts and people.</summary>
public static partial class Words
{
    public static readonly Text UnitsSay = new("从最上面的单位一级一级往下看。", "Start at the top and go down level by level.");
    public static readonly Text TopLevel = new("最上级单位", "Top unit");
    public static readonly Text UnitsBelow = new("下级单位", "Units below");
    public static readonly Text SearchUnits = new("查找单位和人员", "Find units and people");
    public static readonly Text SearchHint = new("名称的一部分、拼音首字母或代码", "Part of a name, pinyin initials or a code");
    public static readonly Text Search = new("查找", "Find");
    public static readonly Text Found = new("“{0}”的查找结果", "Found for “{0}”");
    public static readonly Text NothingFound = new("没有找到。试试名称的一部分、拼音首字母或代码开头。", "Nothing found. Try part of a name, pinyin initials, or the beginning of a code.");
    public static readonly Text FirstFifty = new("只显示前 50 个，请写得更具体。", "Only the first 50 are shown; be more specific.");
    public static readonly Text People = new("人员", "People");
    public static readonly Text Name = new("姓名", "Name");
    public static readonly Text ClosedSince = new("自 {0} 起撤销。", "Closed since {0}.");
    public static readonly Text TakenOverBy = new("承接单位：", "Taken over by ");
    public static readonly Text AnsweredBy = new("未办结的报告由此人负责：", "Its open reports are answered for by ");
    public static readonly Text Stop = new("。", ". ");
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
        [PostRoles.SecurityAdministrator] = new("安全管理员", "Security administrator"),
    };

    /// <summary>What a kind of unit is called.</summary>
    public static Text KindOf(string kind) => Kinds.GetValueOrDefault(kind, Unknown);

    /// <summary>What a role is called.</summary>
    public static Text RoleOf(string role) => Roles.GetValueOrDefault(role, Unknown);
}
