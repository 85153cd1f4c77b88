using PartyReport.Contracts;
using PartyReport.Contracts.Archive;
using PartyReport.Contracts.Notification;
using PartyReport.Contracts.Review;
using PartyReport.Eventing;

namespace PartyReport.Notification;

/// <summary>Decides who must be told what, for each event of Review and of the archive.</summary>
internal sealed class IntendNotices(NoticeStore store, TimeProvider clock)
{
    public async Task<Reaction> React(Session session, Delivery delivery)
    {
        if (delivery.Body is DecisionMade decision) return Reaction.Only(s => NoticeStore.Keep(s, decision.Contents));

        var intents = new List<NoticeIntended>();
        foreach (var intent in Decide(delivery.Body, delivery.Cause))
            if (!await NoticeStore.Exists(session, intent.Notice))
                intents.Add(intent);
        return intents is [] ? Reaction.None : store.React(delivery, intents, clock.GetUtcNow());
    }

    public static IReadOnlyList<NoticeIntended> Decide(object happened, Cause source) => happened switch
    {
        StageOpened e => Tell(source, e.Reviewers.Select(r => r.Person), NoticeKinds.ReviewWaiting,
            new(default, default, "", e.Report, e.Revision, e.Name)),
        StageVacant e => Tell(source, [e.Opener], NoticeKinds.StageVacant,
            new(default, default, "", e.Report, e.Revision, e.Name)),
        ReportReturned e => Tell(source, e.Authors, NoticeKinds.ReportReturned,
            new(default, default, "", e.Report, e.Revision, e.Name, e.Opinion)),
        ReportApproved e => Tell(source, e.Authors, NoticeKinds.ReportApproved,
            new(default, default, "", e.Report, e.Revision)),
        ReportFiled e => Tell(source, e.Authors, NoticeKinds.ReportFiled,
            new(default, default, "", e.Report, e.Revision, Number: e.Number)),
        // The event after it says whom it concerns; of the decision only its words are kept.
        DecisionMade => [],
        _ => throw new InvalidOperationException($"Nobody knows whom {happened.GetType().Name} concerns."),
    };

    // Two posts of one person are one person.
    private static IReadOnlyList<NoticeIntended> Tell(Cause source, IEnumerable<Guid> people, string kind, NoticeIntended said) =>
        [.. people.Distinct().Select(p => said with { Notice = NoticeId.Of(source, p, kind), Person = p, Kind = kind })];
}
