namespace PartyReport.Web;

/// <summary>Reviewing.</summary>
public static partial class Words
{
    public static readonly Text ApprovedIt = new("已通过", "Approved");
    public static readonly Text ReturnedIt = new("已退回", "Returned");
    public static readonly Text WaitsFor = new("等待", "Waits for ");
    public static readonly Text StageVacant = new("没有审批人", "Nobody to review it");
    public static readonly Text AnyOne = new("或签：任 1 人", "Any one of them decides");
    public static readonly Text Later = new("还没有轮到", "Comes later");

    public static readonly Text ReviewTitle = new("审批", "Review");
    public static readonly Text StageNumber = new("第 {0} 环节", "Stage {0}");
    public static readonly Text FullText = new("定稿全文", "Full text");
    public static readonly Text SinceLast = new("上次报送以来的改动", "Changes since the last submission");
    public static readonly Text Opinions = new("审批意见", "Decisions");
    public static readonly Text NoOpinions = new("还没有审批意见。", "No decisions yet.");
    public static readonly Text OnSection = new("对“{0}”：", "On {0}:");
    public static readonly Text DecideOn = new("您将对这一版作出审批意见", "You decide on this revision");
    public static readonly Text UnderReview = new("正在审批的修订版", "The revision under review");
    public static readonly Text Approve = new("通过修订版 {0}", "Approve revision {0}");
    public static readonly Text Return = new("退回修改", "Return for changes");
    public static readonly Text ApproveShort = new("通过", "Approve");
    public static readonly Text Verbs = new("审批操作", "What you can do");
    public static readonly Text AfterApproval = new("通过后交“{0}”环节；退回后交报告的作者。", "After approval it goes to the stage {0}; after a return to its authors.");
    public static readonly Text AfterLast = new("这是最后一个环节：通过后归档；退回后交报告的作者。", "This is the last stage: approval files it; a return goes to its authors.");
    public static readonly Text WhyAuthor = new("报告的作者和报送人不能审批它。", "Its authors and whoever submitted it do not decide on it.");
    public static readonly Text WhyNotReviewer = new("当前环节的审批人是：{0}。", "The open stage is decided by: {0}.");
    public static readonly Text WhyVacant = new("当前环节没有审批人，等组织部门任命。", "The open stage has nobody to decide it; someone must be appointed.");
    public static readonly Text WhyNotYou = new("您的职务只看不审批。", "Your posts read it and do not decide.");
    public static readonly Text WhyReturned = new("已退回修改，重新报送后才能审批。", "It was returned; it can be decided after the next submission.");
    public static readonly Text WhyApproved = new("所有环节都已通过，没有等待审批的环节。", "Every stage has approved; none is open.");
    public static readonly Text ApprovedDone = new("您已通过修订版 {0}。", "You approved revision {0}.");
    public static readonly Text ReturnedDone = new("您已退回修订版 {0}，作者会收到通知。", "You returned revision {0}; its authors will be told.");

    public static readonly Text ApproveTitle = new("您将通过这一版", "You are about to approve this revision");
    public static readonly Text ReturnTitle = new("您将退回这一版", "You are about to return this revision");
    public static readonly Text Opinion = new("意见", "Opinion");
    public static readonly Text OpinionHint = new("会写入轨迹，对方和后续环节都能看到。", "It goes into the trail; the authors and later stages see it.");
    public static readonly Text OpinionMissing = new("请写明要改什么，对方才能动手。", "Say what to change so that they can act.");
    public static readonly Text Remark = new("批注 {0}", "Remark {0}");
    public static readonly Text RemarkSection = new("章节", "Section");
    public static readonly Text RemarkText = new("要求", "What to change");
    public static readonly Text NoSection = new("不批注", "No remark");
    public static readonly Text AnotherRemark = new("再加一条批注", "Add another remark");
    public static readonly Text RemarkHint = new("批注会显示在这一章节旁边。", "It will stand beside that section.");
    public static readonly Text DecisionEffect = new("提交后记入轨迹，不能修改。", "It goes into the trail and cannot be changed.");
    public static readonly Text ReturnVerb = new("退回修订版 {0}", "Return revision {0}");
    public static readonly Text NotDecided = new("没有提交。您填写的内容都在，没有丢。", "Not sent. What you typed is kept.");
    public static readonly Text GoesToAuthors = new("交报告的作者修改", "Goes to its authors for changes");
    public static readonly Text GoesToArchive = new("归档", "It is filed");
    public static readonly Text WaitingReviews = new("待我审批", "Waiting for my review");
}
