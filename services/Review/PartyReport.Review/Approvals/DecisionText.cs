using PartyReport.Contracts;
using PartyReport.Contracts.Review;
using PartyReport.Contracts.Review.Http;
using PartyReport.Hosting;

namespace PartyReport.Review;

/// <summary>What a decision says: the rules of its words, and the event that keeps them.</summary>
internal static class DecisionText
{
    public const int MaxLength = 20_000;
    public const int MaxRemarks = 200;

    // All texts travel in one event, and an event is at most 4 MiB: a character takes at most 3 bytes.
    public const int MaxTotal = 1_000_000;

    /// <summary>Why the words cannot be taken; null when they can.</summary>
    public static Refusal? Check(DecideRequest request, IReadOnlyList<Guid> sections) => request switch
    {
        { Verdict: not (Verdicts.Approve or Verdicts.Return) } =>
            Refusal.Invalid("review.verdict-unknown", $"A verdict is {Verdicts.Approve} or {Verdicts.Return}."),
        { Verdict: Verdicts.Return } when string.IsNullOrWhiteSpace(request.Opinion) =>
            Refusal.Invalid("review.opinion-missing", "A return needs an opinion that tells the authors why."),
        { Opinion.Length: > MaxLength } =>
            Refusal.Invalid("review.opinion-too-long", $"An opinion has at most {MaxLength} characters."),
        _ when Remarks(request) is var remarks && (remarks.Count > MaxRemarks || remarks.Any(IsInvalid)) =>
            Refusal.Invalid("review.remark-invalid", $"At most {MaxRemarks} remarks, each of 1 to {MaxLength} characters and not blank."),
        _ when Remarks(request).Sum(r => r.Text.Length) + (request.Opinion?.Length ?? 0) > MaxTotal =>
            Refusal.Invalid("review.remark-invalid", $"Opinion and remarks together have at most {MaxTotal} characters."),
        _ when !PlainText.IsClean(request.Opinion) => PlainText.NotClean("opinion"),
        _ when !Remarks(request).All(r => PlainText.IsClean(r.Text)) => PlainText.NotClean("remarks"),
        _ when Remarks(request).FirstOrDefault(r => !sections.Contains(r.Section)) is { } stray =>
            Refusal.Invalid("review.section-unknown", $"Section {stray.Section} is not in the revision under review."),
        _ => null,
    };

    /// <summary>The decision, with its words addressed by hash.</summary>
    public static DecisionMade Record(Approval.InStage open, DecideRequest request, Reviewer seat)
    {
        var opinion = string.IsNullOrWhiteSpace(request.Opinion) ? null : Content.Of(request.Opinion);
        var remarks = Remarks(request).Select(r => (r.Section, Content: Content.Of(r.Text))).ToList();
        return new DecisionMade(
            open.Opened.Report, open.Opened.Round, open.Stage, open.Name, request.Verdict, open.Opened.Revision, open.Opened.Hash,
            seat.Person, seat.Post, seat.Unit,
            [.. remarks.Select(r => new Remark(r.Section, r.Content.Sha256))],
            [.. remarks.Select(r => r.Content).Prepend(opinion).OfType<Content>().DistinctBy(c => c.Sha256)],
            opinion?.Sha256);
    }

    private static IReadOnlyList<RemarkRequest> Remarks(DecideRequest request) => request.Remarks ?? [];

    // JSON can put null into a list, whatever the type says.
    private static bool IsInvalid(RemarkRequest? remark) =>
        string.IsNullOrWhiteSpace(remark?.Text) || remark.Text.Length > MaxLength;
}
