using PartyReport.Contracts.Review;
using PartyReport.Contracts.Review.Http;

namespace PartyReport.Web.Reviews;

/// <summary>What a reviewer can do now, or why not.</summary>
/// <param name="Verdict">One of <see cref="Verdicts"/>.</param>
/// <param name="Reason">Why it cannot be done; null when it can.</param>
public sealed record Verb(string Verdict, string? Reason)
{
    /// <summary>Every verb of the open stage, each with its reason when it is refused. The service decides again.</summary>
    /// <param name="isAuthor">Whether the reader wrote or submitted the report.</param>
    /// <param name="called">What the reviewers are called.</param>
    public static IReadOnlyList<Verb> Of(ReviewView review, Guid reader, bool isAuthor, Func<Guid, string> called, Language language)
    {
        var reason = review switch
        {
            { State: "returned" } => language[Words.WhyReturned],
            { State: "approved" } => language[Words.WhyApproved],
            _ when isAuthor => language[Words.WhyAuthor],
            { Waiting: [] } => language[Words.WhyVacant],
            _ when review.Waiting.All(w => w.Person != reader) =>
                language.Say(Words.WhyNotReviewer, string.Join("、", review.Waiting.Select(w => called(w.Post)))),
            { MayDecide: false } => language[Words.WhyNotYou],
            _ => null,
        };
        return [new(Verdicts.Approve, reason), new(Verdicts.Return, reason)];
    }
}
