namespace PartyReport.Web;

/// <summary>Reading, writing and submitting a report.</summary>
public static partial class Words
{
    public static readonly Text ReviewOfIt = new("审批", "Review");
    public static readonly Text CheckAndSubmit = new("检查并报送", "Check and submit");
    public static readonly Text Outline = new("提纲", "Outline");
    public static readonly Text Characters = new("字", "characters");
    public static readonly Text AllCharacters = new("全文 {0} 字，计标点，不计空格", "{0} characters in all, punctuation counted, spaces not");
    public static readonly Text History = new("修订版", "Revisions");
    public static readonly Text AllRevisions = new("全部 {0} 个修订版", "All {0} revisions");
    public static readonly Text ByImport = new("整篇写入", "Whole text");
    public static readonly Text ByEdit = new("修改", "Edited");
    public static readonly Text Chain = new("审批到哪一步", "Where the review stands");
    public static readonly Text SavedAs = new("已保存 修订版 {0}", "Saved as revision {0}");
    public static readonly Text SubmittedRevision = new("已报送修订版 {0}。", "Revision {0} is submitted.");
    public static readonly Text SubmittedNext = new("审批期间不能修改；有人审批或退回时，您会收到通知。", "It cannot be changed during the review; you will be told when somebody decides.");
    public static readonly Text ReturnedBy = new("{0}退回了修订版 {1}：", "{0} returned revision {1}:");
    public static readonly Text OldRevision = new("您正在看修订版 {0}，最新的是修订版 {1}。", "You see revision {0}; the newest is revision {1}.");
    public static readonly Text ToNewest = new("看最新的", "See the newest");
    public static readonly Text NoTextTitle = new("还没有正文", "There is no text yet");
    public static readonly Text NoTextWhen = new("写好或导入正文后，会出现在这里，可以逐段修改。", "It appears here when it is written or imported; then it can be edited passage by passage.");
    public static readonly Text Edit = new("编辑", "Edit");

    public static readonly Text EditTitle = new("修改这一段", "Edit this passage");
    public static readonly Text EditLabel = new("文字", "Text");
    public static readonly Text EditHint = new("从修订版 {0} 开始修改。开头的序号要保留；分段、加标题请用整篇修改。", "You start from revision {0}. Keep the mark at the beginning; edit the whole text to split it or to add headings.");
    public static readonly Text Save = new("保存为新修订版", "Save as a new revision");
    public static readonly Text BackToReport = new("返回报告，不保存", "Back to the report, save nothing");
    public static readonly Text NotSaved = new("没有保存。您写的文字都在下面，没有丢。", "Not saved. What you wrote stands below, nothing is lost.");
    public static readonly Text Conflict = new("这一段您和别人同时改了", "You and someone else changed this passage");
    public static readonly Text ConflictNext = new("把两份改动合到下面的文字里，再保存。", "Join both changes in the text below, then save.");
    public static readonly Text Original = new("原文", "Original");
    public static readonly Text Theirs = new("对方已保存", "Saved by the other");
    public static readonly Text Yours = new("您的改动", "Your change");
    public static readonly Text Merged = new("合并结果", "Joined text");

    public static readonly Text SubmitTitle = new("您将报送这一版", "You are about to submit this revision");
    public static readonly Text Version = new("版本", "Version");
    public static readonly Text SubmissionNumber = new("第 {0} 次报送，修订版 {1}", "Submission {0}, revision {1}");
    public static readonly Text Length = new("篇幅", "Length");
    public static readonly Text CharactersIn = new("{0} 字，{1} 章 {2} 节", "{0} characters, {1} chapters, {2} sections");
    public static readonly Text NextStep = new("下一步", "Next step");
    public static readonly Text GoesTo = new("交“{0}”环节", "Goes to the stage {0}");
    public static readonly Text Capacity = new("身份", "In the post of");
    public static readonly Text LateNow = new("已过报送期限，会记为逾期报送。", "The deadline has passed; it will count as late.");
    public static readonly Text SubmitEffect = new("报送后记入轨迹，审批期间不能修改；退回后可以再改。", "It goes into the trail and cannot be changed during the review; after a return it can.");
    public static readonly Text SubmitVerb = new("报送修订版 {0}", "Submit revision {0}");
    public static readonly Text NotSubmitted = new("没有报送。", "Not submitted.");

    public static readonly Text CompareTitle = new("对比两个修订版", "Compare two revisions");
    public static readonly Text From = new("从", "From");
    public static readonly Text To = new("到", "To");
    public static readonly Text DoCompare = new("对比", "Compare");
    public static readonly Text Inserted = new("新增", "inserted");
    public static readonly Text Deleted = new("删除", "deleted");
    public static readonly Text End = new("完", "end");
    public static readonly Text MovedHere = new("移到这里", "moved here");
    public static readonly Text Changes = new("改 {0} 段，+{1} 字 −{2} 字", "{0} passages changed, +{1} −{2} characters");
    public static readonly Text NoChanges = new("两个修订版的文字完全相同。", "Both revisions have the same words.");
    public static readonly Text Folded = new("{0} 段没有改动", "{0} passages unchanged");
    public static readonly Text Unfold = new("展开全文", "Show everything");
    public static readonly Text Fold = new("只看改动", "Show changes only");
}
