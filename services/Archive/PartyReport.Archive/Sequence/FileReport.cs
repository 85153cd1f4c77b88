using PartyReport.Contracts.Archive;
using PartyReport.Contracts.Review;
using PartyReport.Eventing;

namespace PartyReport.Archive;

/// <summary>Numbers an approved report. At once, even when the approval still waits for its leaf: the causes keep the order.</summary>
internal static class FileReport
{
    /// <summary>Null when the report has its number.</summary>
    public static async Task<ReportFiled?> Decide(Session session, ReportApproved approved) =>
        await session.Scalar<bool>("select exists (select 1 from filing where report = @Report)", new { approved.Report })
            ? null
            : new ReportFiled(
                approved.Report, approved.Cycle, approved.Unit, approved.Authors,
                await session.Scalar<long>("select coalesce(max(number), 0) + 1 from filing"), approved.Revision, approved.Hash);

    // Two approvals of one slice choose the same number; the clash makes the slice go event by event.
    public static Task<int> Insert(Session session, ReportFiled filed, DateTimeOffset now) => session.Execute(
        "insert into filing (number, report, revision, hash, filed_at) values (@Number, @Report, @Revision, @Hash, @now)",
        new { filed.Number, filed.Report, filed.Revision, filed.Hash, now });
}
