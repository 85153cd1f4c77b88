using Microsoft.Extensions.DependencyInjection;
using PartyReport.Contracts;
using PartyReport.Contracts.Archive;
using PartyReport.Contracts.Review;
using PartyReport.Eventing;

namespace PartyReport.Archive;

/// <summary>Gives every audited event of every service its leaf, and files each approved report.</summary>
internal sealed class Sequencer([FromKeyedServices(ArchiveModule.Name)] EventLog log, TimeProvider clock)
{
    /// <summary>One reaction for the whole slice: everything is looked at once, not once for each event.</summary>
    public async Task<IReadOnlyList<Reaction>> React(Session session, IReadOnlyList<Delivery> slice)
    {
        List<Happening> happenings = [.. slice.Select(Happening.Of)];
        happenings.ForEach(Trail.Prove);
        await Sequence.TakeTurn(session);
        var now = clock.GetUtcNow();
        var filed = await FileReport.Decide(session, slice.Where(d => d.Body is ReportApproved));
        return
        [
            new Reaction([.. filed.Select(f => Record(f.Filed, f.Approval, now))], async s =>
            {
                await FileReport.Insert(s, filed.Select(f => f.Filed), now);
                await Sequence.Take(s, happenings, now);
            }),
        ];
    }

    private NewEvent Record(ReportFiled filed, Delivery approval, DateTimeOffset now) => log.Types.Write(
        filed.Report, 1, filed,
        new EventHeaders("service:" + ArchiveModule.Name, Happening.NameOf(approval.Cause), [approval.Cause], approval.Headers.Trace), now);
}
