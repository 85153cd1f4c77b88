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
    public static readonly Text SignedIn = new("已登录", "You are signed in");
    public static readonly Text GoToDesk = new("进入工作台", "Go to the desk");
    public static readonly Text Or = new("或", "or");
    public static readonly Text DemoSay = new("选一个演示账号，不需要密码。", "Choose a demo account; no password is needed.");
    public static readonly Text FactorCode = new("验证码", "Code");
    public static readonly Text FactorCodeHint = new("设备上现在显示的六位数字。", "The six digits that your device shows now.");
    public static readonly Text ChangePassword = new("修改密码", "Change password");
    public static readonly Text PasswordInitial = new("现在的密码是初始密码。请先换成自己的密码，再继续。", "Your password is an initial one. Choose your own first.");
    public static readonly Text PasswordCurrent = new("现在的密码", "Password until now");
    public static readonly Text PasswordNext = new("新密码", "New password");
    public static readonly Text PasswordHint = new("至少10个字符，不含账号。修改后，别处的登录全部退出。", "At least 10 characters, without the account's name. Everywhere else you are signed out.");
    public static readonly Text FactorSay = new("登录时再输一次手机等设备上的验证码，更安全。", "With a code from a device at each sign-in, a stolen password is not enough.");
    public static readonly Text FactorAdd = new("添加验证设备", "Add a device");
    public static readonly Text FactorTitle = new("添加验证设备", "Add a device");
    public static readonly Text FactorKey = new("在设备的验证器程序里选择手工输入，填这个密钥：", "In the device's authenticator choose to type a key, and type this one:");
    public static readonly Text FactorConfirm = new("确认", "Confirm");
    public static readonly Text FactorAgain = new("重新生成密钥", "Begin again with another key");
}
