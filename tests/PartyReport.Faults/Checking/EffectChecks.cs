using System.Security.Cryptography;
using System.Text;
using PartyReport.Contracts.Archive;
using PartyReport.Contracts.Drafting;
using PartyReport.Contracts.Notification;
using PartyReport.Contracts.Review;

namespace PartyReport.Faults;

/// <summary>I3, I4: what follows from an event in another service is there, once, for the right version.</summary>
internal static class EffectChecks
{
    /// <summary>Each submission opened one round of review.</summary>
    public static IEnumerable<Violation> Reviews(Evidence evidence) => Followed(
        evidence.Of<ReportSubmitted>(), evidence.Of<ReviewOpened>(), "opened no review", "opened more than one review");

    /// <summary>Each return and each approval was taken up by drafting once.</summary>
    public static IEnumerable<Violation> Decisions(Evidence evidence) => Followed(
        evidence.Of<ReportReturned>().Concat(evidence.Of<ReportApproved>()),
        evidence.Events.Where(e => e.Type is "drafting.report-reopened" or "drafting.report-settled"),
        "was not taken up by drafting", "was taken up by drafting more than once");

    /// <summary>Each approval was filed once; numbers run from 1 without gap.</summary>
    public static IEnumerable<Violation> Filings(Evidence evidence)
    {
        foreach (var violation in Followed(evidence.Of<ReportApproved>(), evidence.Of<ReportFiled>(), "was not filed", "was filed more than once"))
            yield return violation;
        var numbers = evidence.Of<ReportFiled>().Select(e => e.Read<ReportFiled>().Number).Order().ToList();
        if (numbers.Distinct().Count() != numbers.Count) yield return new("I3", Harm.Doubled, "an archive number was given twice");
        else if (numbers is not [] && numbers[^1] != numbers.Count)
            yield return new("I3", Harm.Lost, $"{numbers.Count} reports are filed and the last number is {numbers[^1]}");
    }

    /// <summary>Everybody concerned was told of each event once.</summary>
    public static IEnumerable<Violation> Notices(Evidence evidence)
    {
        var wanted = evidence.Events.Where(e => !evidence.IsPlanted(e.Stream)).SelectMany(Wanted).ToDictionary(n => n.Key, n => n.Value);
        var there = evidence.Models.Where(m => m.Table == "notice").ToLookup(m => m.Key, m => m.Value);
        foreach (var (id, value) in wanted)
            if (!there[id].Contains(value)) yield return new("I3", Harm.Lost, $"the notice {id} {value} is not there");
        var values = wanted.Values.ToHashSet();
        foreach (var notice in there.Where(n => !wanted.ContainsKey(n.Key)).SelectMany(n => n.Select(v => (n.Key, Value: v))))
            yield return new("I3", values.Contains(notice.Value) ? Harm.Doubled : Harm.Unexpected,
                $"the notice {notice.Key} {notice.Value} follows from no event");
        foreach (var twice in evidence.Events.Where(e => e.Type == "notification.notice-intended").GroupBy(e => e.Stream).Where(g => g.Count() > 1))
            yield return new("I3", Harm.Doubled, $"the notice {twice.Key} was intended {twice.Count()} times");
    }

    private static IEnumerable<Violation> Followed(
        IEnumerable<EventRow> causes, IEnumerable<EventRow> effects, string missing, string doubled)
    {
        var known = causes.ToDictionary(e => e.Name);
        var followed = effects.ToLookup(e => e.ReadHeaders().Command);
        foreach (var (name, cause) in known)
        {
            var count = followed[name].Count();
            if (count == 0) yield return new("I3", Harm.Lost, $"{name} {cause.Type} {missing}");
            if (count > 1) yield return new("I3", Harm.Doubled, $"{name} {cause.Type} {doubled}");
        }
        foreach (var stray in followed.Where(g => !known.ContainsKey(g.Key)).SelectMany(g => g))
            yield return new("I3", Harm.Unexpected, $"{stray.Name} {stray.Type} follows from {stray.ReadHeaders().Command}, which is not there");
    }

    private static IEnumerable<KeyValuePair<string, string>> Wanted(EventRow e) => e switch
    {
        _ when e.Is<StageOpened>() => Tell(e, NoticeKinds.ReviewWaiting, e.Read<StageOpened>() is var s ? s.Reviewers.Select(r => r.Person) : [], s.Report, s.Revision, s.Name),
        _ when e.Is<StageVacant>() => Tell(e, NoticeKinds.StageVacant, e.Read<StageVacant>() is var v ? [v.Opener] : [], v.Report, v.Revision, v.Name),
        _ when e.Is<ReportReturned>() => Tell(e, NoticeKinds.ReportReturned, e.Read<ReportReturned>() is var r ? r.Authors : [], r.Report, r.Revision, r.Name),
        _ when e.Is<ReportApproved>() => Tell(e, NoticeKinds.ReportApproved, e.Read<ReportApproved>() is var a ? a.Authors : [], a.Report, a.Revision),
        _ when e.Is<ReportFiled>() => Tell(e, NoticeKinds.ReportFiled, e.Read<ReportFiled>() is var f ? f.Authors : [], f.Report, f.Revision, number: f.Number),
        _ => [],
    };

    private static IEnumerable<KeyValuePair<string, string>> Tell(
        EventRow e, string kind, IEnumerable<Guid> people, Guid report, int revision, string? stage = null, long? number = null) =>
        people.Distinct().Select(person => new KeyValuePair<string, string>(
            IdOf(e, person, kind).ToString("D"),
            string.Join('/', new object?[] { person, kind, report, revision, stage, number }.Where(p => p is not null))));

    // The id follows from the event, the person and the kind: made here a second time, from the words of the document.
    private static Guid IdOf(EventRow e, Guid person, string kind) => new(SHA256.HashData(Encoding.UTF8.GetBytes(
        $"{e.Publisher}\n{e.Stream:D}\n{e.Version}\n{person:D}\n{kind}")).AsSpan(0, 16), bigEndian: true);
}
