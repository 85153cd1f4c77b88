namespace PartyReport.Web;

/// <summary>The desk.</summary>
public static partial class Words
{
    public static readonly Text Next = new("下一件", "Next");
    public static readonly Text ReviewThat = new("审核：{0}", "Review: {0}");
    public static readonly Text ReviewWhy = new("第 {0} 次报送，修订版 {1}，在“{2}”环节等您审批。", "Submission {0}, revision {1}, waits for you at the stage {2}.");
    public static readonly Text StartReview = new("开始审核", "Start the review");
    public static readonly Text WriteThat = new("撰写：{0}", "Write: {0}");
    public static readonly Text WriteWhy = new("{0}，报送截止 {1}。", "{0}, due {1}.");
    public static readonly Text GoOnWriting = new("继续撰写", "Go on writing");
    public static readonly Text NothingToDo = new("没有待办", "Nothing to do");
    public static readonly Text NothingToDoWhen = new("新的报告转到您时，会出现在这里。", "New reports appear here when they come to you.");
    public static readonly Text WaitsForMe = new("待我办理", "Waiting for me");
    public static readonly Text OurReports = new("本单位的报告", "Reports of my units");
    public static readonly Text AllReports = new("全部报告", "All reports");
    public static readonly Text SeenReports = new("我能看的报告", "All that I may read");
    public static readonly Text SomeReport = new("一份报告", "a report");
    public static readonly Text Stage = new("环节", "Stage");
    public static readonly Text AskedOfMe = new("要我做", "Asked of me");
    public static readonly Text DoReview = new("审核", "Review");
    public static readonly Text RoundAndRevision = new("第 {0} 次报送，修订版 {1}", "Submission {0}, revision {1}");
    public static readonly Text Notices = new("通知", "Notices");
    public static readonly Text UnreadCount = new("未读 {0} 条", "{0} unread");
    public static readonly Text UnreadMark = new("未读：", "Unread: ");
    public static readonly Text NoNotices = new("还没有通知。有事要告诉您时，会出现在这里。", "No notices yet. They appear here when there is something to tell you.");
    public static readonly Text MarkRead = new("标为已读", "Mark as read");
    public static readonly Text Because = new("原因：{0}", "Because: {0}");
    public static readonly Text ArchiveNumber = new("档号 {0}", "archive number {0}");
    public static readonly Text NoticeWaiting = new("{0}等您审批", "{0} waits for your review");
    public static readonly Text NoticeReturned = new("{0}被退回修改", "{0} was returned for changes");
    public static readonly Text NoticeApproved = new("{0}已通过", "{0} was approved");
    public static readonly Text NoticeFiled = new("{0}已归档", "{0} was filed");
    public static readonly Text NoticeVacant = new("{0}的当前环节没有审批人", "The open stage of {0} has nobody to review it");
    public static readonly Text NoticeOther = new("{0}有新消息", "News of {0}");

    public static readonly Text NoReports = new("还没有报告", "No reports yet");
    public static readonly Text NoReportsWhen = new("您任职的单位开始撰写后，报告会出现在这里。", "They appear here when a unit that you hold a post in starts one.");
    public static readonly Text NewestRevision = new("最新修订版", "Newest revision");
    public static readonly Text NoText = new("还没有正文", "no text yet");
    public static readonly Text Open = new("打开", "Open");
    public static readonly Text Continue = new("继续撰写", "Go on writing");
}
