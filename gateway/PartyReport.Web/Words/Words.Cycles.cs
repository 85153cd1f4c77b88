namespace PartyReport.Web;

/// <summary>Cycles, and reports that begin in them.</summary>
public static partial class Words
{
    public static readonly Text Cycles = new("周期", "Cycles");
    public static readonly Text Cycle = new("周期", "Cycle");
    public static readonly Text CyclesSay = new("一个周期是一年的述职评议考核：谁要报告，什么时候截止，由谁审批。", "A cycle is one year's exercise: who reports, until when, and who reviews.");
    public static readonly Text NoCycles = new("还没有周期", "No cycles yet");
    public static readonly Text NoCyclesWhen = new("经办人发起后，周期会出现在这里。", "They appear here when a clerk opens one.");
    public static readonly Text UnitsCalled = new("报告单位", "Units called");
    public static readonly Text AndMoreUnits = new("另有 {0} 个单位", "and {0} more units");
    public static readonly Text CycleTerms = new("要求", "What is asked");
    public static readonly Text ChaptersAsked = new("应有的章", "Chapters asked for");
    public static readonly Text NoChaptersAsked = new("没有规定", "none");
    public static readonly Text ChainOf = new("审批链", "Review chain");
    public static readonly Text LateAccepted = new("已过期限，仍可报送，记为逾期。", "The deadline has passed; reports are still taken and count as late.");
    public static readonly Text SeatOwn = new("报告单位的{0}", "{0} in the reporting unit");
    public static readonly Text SeatAbove = new("上级单位的{0}", "{0} in the nearest unit above");
    public static readonly Text SeatNamed = new("{1}的{0}", "{0} in {1}");

    public static readonly Text OpenCycle = new("发起周期", "Open a cycle");
    public static readonly Text OpenCycleSay = new("发起后，被通知的单位就能开始撰写。", "Once it is open, the units called can start writing.");
    public static readonly Text OpenCycleEffect = new("发起后记入轨迹，单位、期限和审批链不能修改。", "It goes into the trail; units, deadline and chain cannot be changed.");
    public static readonly Text CycleOpened = new("周期已发起，通知了 {0} 个单位。", "The cycle is open. Units called: {0}.");
    public static readonly Text NotOpened = new("没有发起。您填写的内容都在，没有丢。", "Not opened. What you typed is kept.");
    public static readonly Text CycleTitle = new("名称", "Title");
    public static readonly Text CycleTitleHint = new("例如“2026年度党组织书记抓基层党建述职评议考核”。", "As it stands on the official notice.");
    public static readonly Text CycleYear = new("年度", "Year");
    public static readonly Text CycleYearHint = new("报告的是哪一年的工作。", "The year that the reports are about.");
    public static readonly Text DeadlineDay = new("日期", "Day");
    public static readonly Text DeadlineTime = new("时间", "Time");
    public static readonly Text ChaptersHint = new("一行一章，冒号后写可以代替的字眼。例如“存在的问题：问题、不足”。缺章只提示，不拦报送。", "One chapter a line; after a colon, other words that count as it. A missing chapter is pointed out, not refused.");
    public static readonly Text ChainHint = new("按先后填写。没有名称的行不算。", "In their order. Rows without a name are left out.");
    public static readonly Text StageName = new("环节名称", "Name of the stage");
    public static readonly Text StageWhere = new("在哪个单位", "In which unit");
    public static readonly Text WhereOwn = new("报告单位本身", "The reporting unit");
    public static readonly Text WhereAbove = new("最近的上级单位", "The nearest unit above");
    public static readonly Text AnotherStage = new("再加一个环节", "Add another stage");
    public static readonly Text UnitsHint = new("{0}以下的单位。勾选要述职的。", "Units below {0}. Tick those that report.");
    public static readonly Text AllBelow = new("这 {0} 个单位全部", "All these {0} units");
    public static readonly Text OnlySoMany = new("这里只列出前 {0} 个。", "Only the first {0} are listed.");
    public static readonly Text OtherUnits = new("换一个范围（已填写的内容不会带过去）：", "Choose among others (what you typed does not come along):");

    public static readonly Text StartThat = new("开始撰写：{0} 述职报告", "Start: duty report of {0}");
    public static readonly Text StartWhy = new("{0}，报送截止 {1}，还没有人开始。", "{0}, due {1}; nobody has started it.");
    public static readonly Text StartWriting = new("开始撰写", "Start writing");
    public static readonly Text StartEffect = new("建立本单位的报告，本单位的书记和党务干部都能写。", "It makes the unit's report; its secretary and helpers can all write.");
    public static readonly Text NotStartedNow = new("没有建立报告。", "The report was not started.");
    public static readonly Text StartedNow = new("报告已建立，可以写正文了。", "The report is there; its text can be written.");

    public static readonly Text WriteText = new("写正文", "Write the text");
    public static readonly Text WholeText = new("整篇修改", "Edit the whole text");
    public static readonly Text WholeTextSay = new("分段、加标题、调换次序，都在这里。", "To split passages, add headings or move them.");
    public static readonly Text TextLabel = new("正文", "Text");
    public static readonly Text TextHint = new("一行一段。“一、”开头是章，“（一）”开头是节，“一是”开头是点。", "One passage a line. Keep the marks that begin chapters, sections and points.");
    public static readonly Text FileLabel = new("或导入文本文件", "Or import a text file");
    public static readonly Text FileHint = new("选了文件，就以文件为准。编码 UTF-8 或 GB18030，不超过 1 MiB。", "A chosen file is taken instead of the text above. UTF-8 or GB18030, at most 1 MiB.");
}
