namespace PartyReport.Web;

/// <summary>The trail and its proofs.</summary>
public static partial class Words
{
    public static readonly Text BackTo = new("返回报告", "Back to the report");
    public static readonly Text FiledAs = new("已归档，档号 {0}。", "Filed under number {0}.");
    public static readonly Text NotSealed = new("报告已收到，等待封存，通常不超过 1 分钟。", "Received, waiting to be sealed, usually under a minute.");
    public static readonly Text ShowOnly = new("只看", "Show only");
    public static readonly Text All = new("全部", "Everything");
    public static readonly Text OnlyDecisions = new("只看报送和审批", "Submissions and decisions");
    public static readonly Text OnlyRevisions = new("只看修订", "Revisions");
    public static readonly Text NoEntries = new("还没有事件入志。", "Nothing is logged yet.");
    public static readonly Text LeafNumber = new("叶 {0}", "leaf {0}");
    public static readonly Text LeavesFrom = new("叶 {0}—{1}", "leaves {0}–{1}");
    public static readonly Text Sealed = new("已封存", "sealed");
    public static readonly Text Logged = new("已入志", "logged");
    public static readonly Text Early = new("早于其原因入志", "logged before its causes");
    public static readonly Text TheSystem = new("系统", "The system");

    public static readonly Text ManySaves = new("修订版 {0} 至 {1}，保存 {2} 次", "Revisions {0} to {1}, saved {2} times");
    public static readonly Text ActReturned = new("退回修改 修订版 {0}", "Returned revision {0}");
    public static readonly Text ActApproved = new("通过 修订版 {0}", "Approved revision {0}");
    public static readonly Text ActBack = new("修订版 {0} 交回作者", "Revision {0} went back to its authors");
    public static readonly Text ActAllApproved = new("所有环节通过 修订版 {0}", "Every stage approved revision {0}");
    public static readonly Text ActReviewOpened = new("开始审批 修订版 {0}", "Review of revision {0} began");
    public static readonly Text ActStageOpened = new("转到下一环节", "Went to the next stage");
    public static readonly Text ActStageVacant = new("环节没有审批人", "A stage has nobody to review it");
    public static readonly Text ActSubmitted = new("报送 修订版 {0}", "Submitted revision {0}");
    public static readonly Text ActRevised = new("保存 修订版 {0}", "Saved revision {0}");
    public static readonly Text ActStarted = new("建立报告", "Started the report");
    public static readonly Text ActFiled = new("归档", "Filed");

    public static readonly Text WaitsForSeal = new("等待封存", "waits to be sealed");
    public static readonly Text ProofTitle = new("这一叶说明了什么", "What this leaf says");
    public static readonly Text ProofSealed = new("{0}，{1}：{2}。记录在第 {3} 叶，由 {4} 叶的检查点封存；此后改动或删除都会被查出。", "{0}, {1}: {2}. It is leaf {3}, sealed by a checkpoint of {4} leaves; a change or removal since then would show.");
    public static readonly Text ProofLogged = new("{0}，{1}：{2}。记录在第 {3} 叶，等待检查点封存。", "{0}, {1}: {2}. It is leaf {3} and waits for a checkpoint.");
    public static readonly Text ProvesText = new("对应哪一版文字：正文改一个字，哈希就不同", "Which text it is about: another character gives another hash");
    public static readonly Text ProvesLog = new("记录在只增不改的日志中", "It stands in a log that only grows");
    public static readonly Text ProvesSeal = new("签名的检查点覆盖了它", "A signed checkpoint covers it");
    public static readonly Text ProofLimits = new("不能说明：内容是否属实，键盘前是否本人", "It cannot show whether the content is true or who sat at the keyboard");
    public static readonly Text DownloadProof = new("下载证明（叶 {0}）", "Download the proof of leaf {0}");
    public static readonly Text ProofLater = new("封存后可以下载证明。", "The proof can be downloaded when it is sealed.");
    public static readonly Text HowToVerify = new("证明文件里有这一叶、到根的哈希和签名的检查点，没有正文和姓名。用 PartyReport.Verify proof 和档案管理员给的公钥核验，不依赖本系统，也不用联网。它不能说明这是唯一的日志：请和别处保存的检查点对照。", "The file holds this leaf, the hashes up to the root and the signed checkpoint, no text and no names. PartyReport.Verify proof checks it with the key that the archivist gives out, without this system and offline. It cannot show that this log is the only one: compare with checkpoints kept elsewhere.");
    public static readonly Text Technical = new("技术信息", "Technical data");
    public static readonly Text RevisionHash = new("修订版哈希", "Revision hash");
    public static readonly Text Leaf = new("叶号", "Leaf");
    public static readonly Text EventLabel = new("事件", "Event");
    public static readonly Text Exactly = new("时间", "Time");
    public static readonly Text LogSize = new("检查点叶数", "Leaves of the checkpoint");
    public static readonly Text Root = new("根哈希", "Root hash");
}
