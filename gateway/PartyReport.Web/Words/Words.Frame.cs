namespace PartyReport.Web;

/// <summary>Every text of the pages, in both languages.</summary>
public static partial class Words
{
    public static readonly Text Product = new("报告通", "PartyReport");
    public static readonly Text Purpose = new("述职评议考核", "Duty-report cycle");
    public static readonly Text Skip = new("跳到正文", "Skip to content");
    public static readonly Text Entries = new("主导航", "Main navigation");
    public static readonly Text Desk = new("工作台", "Desk");
    public static readonly Text Reports = new("报告", "Reports");
    public static readonly Text Reviews = new("审核", "Reviews");
    public static readonly Text Units = new("单位", "Units");
    public static readonly Text Bell = new("通知，未读 {0} 条", "Notices, {0} unread");
    public static readonly Text Menu = new("职务、语言和退出", "Post, language and sign-out");
    public static readonly Text NoPost = new("没有任职", "No post");
    public static readonly Text MyPosts = new("您的职务", "Your posts");
    public static readonly Text LanguageLabel = new("语言", "Language");
    public static readonly Text ThemeLabel = new("外观", "Theme");
    public static readonly Text Light = new("浅色", "Light");
    public static readonly Text Dark = new("深色", "Dark");
    public static readonly Text System = new("随系统", "As the system");
    public static readonly Text SignOut = new("退出登录", "Sign out");
    public static readonly Text AnotherAccount = new("换一个账号", "Another account");
    public static readonly Text Path = new("位置", "Where you are");
    public static readonly Text NotClassified = new("非涉密系统：不得录入或上传涉密内容。", "Not for classified content: do not type or upload any.");
    public static readonly Text Cancel = new("返回，不提交", "Back, send nothing");
    public static readonly Text BackToDesk = new("回工作台", "Back to the desk");
    public static readonly Text Optional = new("选填", "optional");
    public static readonly Text Required = new("必填", "required");
    public static readonly Text Faults = new("有 {0} 处需要改正", "{0} things to correct");
    public static readonly Text Report = new("报告", "Report");
    public static readonly Text ReportOf = new("{0} 述职报告", "{0}: duty report");
    public static readonly Text Revision = new("修订版 {0}", "Revision {0}");
    public static readonly Text Year = new("{0} 年度", "{0}");
    public static readonly Text Hash = new("哈希", "Hash");
    public static readonly Text FullHash = new("完整哈希", "Full hash");
    public static readonly Text Deadline = new("报送期限", "Deadline");
    public static readonly Text State = new("状态", "State");
    public static readonly Text Unit = new("单位", "Unit");
    public static readonly Text Trail = new("轨迹", "Trail");
    public static readonly Text Compare = new("对比", "Compare");

    public static readonly Text ProblemTag = new("出错", "Fault");
    public static readonly Text ForbiddenTag = new("无权限", "Not allowed");
    public static readonly Text MissingTag = new("没有找到", "Not found");
    public static readonly Text ProblemTitle = new("这一页没有打开", "This page did not open");
    public static readonly Text ForbiddenTitle = new("您现在的职务不能看这一页", "Your current post may not see this page");
    public static readonly Text MissingTitle = new("没有这一页", "There is no such page");
    public static readonly Text ConflictTitle = new("现在不能这样做", "This cannot be done now");
    public static readonly Text ProblemNext = new("可以再试一次，同一件事不会做两遍。还是不行，把下面的编号告诉服务台。", "Try again; nothing is done twice. If it stays like this, give the number below to the help desk.");
    public static readonly Text ForbiddenNext = new("需要查看时，请负责这个单位的人办理。", "Ask the people who look after this unit.");
    public static readonly Text MissingNext = new("检查地址，或从工作台重新打开。", "Check the address, or start from the desk.");
    public static readonly Text TypedKept = new("您填写的内容在这一页里，没有丢。再提交一次，不会做两遍。", "What you typed is kept on this page. Send it again; nothing is done twice.");
    public static readonly Text LapsedTag = new("未登录", "Signed out");
    public static readonly Text LapsedTitle = new("登录已结束，您填写的内容还在", "You are signed out; what you typed is still here");
    public static readonly Text LapsedNext = new("没有任何改动，也没有丢。请在另一个标签页登录，再回到这一页提交一次。", "Nothing was changed and nothing is lost. Sign in in another tab, then come back to this page and send it again.");
    public static readonly Text SignInBeside = new("在另一个标签页登录", "Sign in in another tab");
    public static readonly Text SendAgain = new("再提交一次", "Send again");
    public static readonly Text StartAgain = new("从工作台重新打开这一页，再试一次。", "Open the page again from the desk, then try once more.");
    public static readonly Text NoAnswer = new("有一个服务没有应答。", "One of the services gave no answer.");
    public static readonly Text Again = new("再试一次", "Try again");
    public static readonly Text Number = new("编号 {0}", "Number {0}");
}
