namespace PartyReport.Web;

/// <summary>Signing in.</summary>
public static partial class Words
{
    public static readonly Text SignIn = new("登录", "Sign in");
    public static readonly Text SignInSay = new("写报告、审报告、留轨迹，都在这一处。", "Write reports, review them, keep the trail: in one place.");
    public static readonly Text SayWrite = new("写", "Write");
    public static readonly Text SayWriteMore = new("每次保存都是一个修订版，谁也不会覆盖谁。", "every save is a revision of its own; nobody overwrites anybody.");
    public static readonly Text SayReview = new("审", "Review");
    public static readonly Text SayReviewMore = new("意见落在章节上，只看上次以后改了什么。", "remarks stand at their section; see only what changed since.");
    public static readonly Text SayProve = new("证", "Prove");
    public static readonly Text SayProveMore = new("每次修订、每条审批意见都有编号和哈希，任何人可离线验证。", "each revision and decision has a number and a hash; anybody can verify them offline.");
    public static readonly Text AccountName = new("账号", "Account");
    public static readonly Text AccountNameHint = new("本单位办公室分配的账号，不是手机号。", "The account your office gave you, not a phone number.");
    public static readonly Text Password = new("密码", "Password");
    public static readonly Text LockHint = new("连续输错会锁定一段时间。", "Too many wrong passwords lock the account for a while.");
    public static readonly Text Or = new("或", "or");
    public static readonly Text DemoSay = new("选一个演示账号，不需要密码。", "Choose a demo account; no password is needed.");
    public static readonly Text NoWayIn = new("这里没有启用演示账号。", "Demo accounts are not enabled here.");
    public static readonly Text DemoUnknown = new("没有这个演示账号，没有登录。从下面的列表中选一个。", "There is no such demo account; you are not signed in. Choose one of the list.");
}
