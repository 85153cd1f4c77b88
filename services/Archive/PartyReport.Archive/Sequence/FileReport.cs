using PartyReport.Contracts.Archive;
using PartyReport.Contracts.Review;
using PartyReport.Eventing;

namespace PartyReport.Archive;

/// <summary>Numbers an approved report. At once, even when the approval still waits for its leaf: the causes keep the order.</summary>
internal static class FileReport
{
    /// <summary>Numbers for the approved reports that have none yet, in their order.</summary>
    public static async Task<List<(ReportFiled Filed, Delivery Approval)>> Decide(Session session, IEnumerable<Delivery> approvals)
    {
        var filed = new List<(ReportFiled, Delivery)>();
        var seen = new HashSet<Guid>();
        foreach (var approval in approvals)
            if ((ReportApproved)approval.Body is var approved && seen.Add(approved.Report) && !await IsFiled(session, approved.Report))
                filed.Add((new ReportFiled(
                    approved.Report, approved.Cycle, approved.Unit, approved.Authors, await Next(session) + filed.Count, approved.Revision, approved.Hash), approval));
        return filed;
    }

    public static Task<int> Insert(Session session, IEnumerable<ReportFiled> filed, DateTimeOffset now) => session.Execute(
        "insert into filing (number, report, revision, hash, filed_at) values (@Number, @Report, @Revision, @Hash, @now)",
        filed.Select(f => new { f.Number, f.Report, f.Revision, f.Hash, now }).ToList());

    private static Task<bool> IsFiled(Session session, Guid report) =>
        session.Scalar<bool>("select exists (select 1 from filing where report = @report)", new { report });

    private static Task<long> Next(Session session) => session.Scalar<long>("select coalesce(max(number), 0) + 1 from filing");
}
