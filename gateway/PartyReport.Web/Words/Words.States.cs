namespace PartyReport.Web;

/// <summary>Where things stand.</summary>
public static partial class Words
{
    public static readonly Text NotStarted = new("未开始", "Not started");
    public static readonly Text Drafting = new("起草中", "Draft");
    public static readonly Text Returned = new("已退回，修改中", "Returned, being revised");
    public static readonly Text InReview = new("审批中", "In review");
    public static readonly Text Approved = new("已通过", "Approved");
    public static readonly Text Filed = new("已归档", "Filed");
    public static readonly Text Overdue = new("已过期限", "Overdue");
}
