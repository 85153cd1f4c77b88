using Microsoft.Extensions.DependencyInjection;
using PartyReport.Contracts;
using PartyReport.Contracts.Review;
using PartyReport.Eventing;

namespace PartyReport.Archive;

/// <summary>Gives every audited event of every service its leaf, and files each approved report.</summary>
internal sealed class Sequencer([FromKeyedServices(ArchiveModule.Name)] EventLog log, TimeProvider clock)
{
    public async Task<Reaction> React(Session session, Delivery delivery)
    {
        var happening = Happening.Of(delivery);
        Trail.Prove(happening);
        await Sequence.TakeTurn(session);
        var now = clock.GetUtcNow();
        var filed = delivery.Body is ReportApproved approved ? await FileReport.Decide(session, approved) : null;
        if (filed is null) return Reaction.Only(s => Sequence.Take(s, happening, now));

        var headers = new EventHeaders(
            "service:" + ArchiveModule.Name, happening.Name, [delivery.Cause], delivery.Headers.Trace);
        return new Reaction([log.Types.Write(filed.Report, 1, filed, headers, now)], async s =>
        {
            await FileReport.Insert(s, filed, now);
            await Sequence.Take(s, happening, now);
        });
    }
}
