using Microsoft.Extensions.Time.Testing;

namespace PartyReport.Eventing.Tests;

/// <summary>A full queue refuses and takes by turns; the log tells it once.</summary>
public sealed class RefusalsTests
{
    private const int Begun = 21, Over = 22;
    private readonly FakeTimeProvider _clock = new();
    private readonly List<(int Id, string Text)> _heard = [];
    private readonly Refusals _refusals;

    public RefusalsTests() => _refusals = new Refusals(_clock, new Ear<Refusals>(_heard));

    [Fact]
    public void A_queue_that_stays_full_is_told_once_and_its_end_once()
    {
        for (var n = 0; n < 50; n++)
        {
            _refusals.Refused(new Lane("review", "submissions", n % 8), "full");
            _clock.Advance(TimeSpan.FromSeconds(8));
            _refusals.Look();
        }
        _heard.Select(h => h.Id).ShouldBe([Begun]);
        _heard[0].Text.ShouldStartWith("The broker does not take slices of review.submissions, first of shard 0;");

        _clock.Advance(TimeSpan.FromSeconds(2));
        _refusals.Look();
        _refusals.Look();

        _heard.Select(h => h.Id).ShouldBe([Begun, Over]);
    }

    [Fact]
    public void Every_subscription_is_told_of()
    {
        _refusals.Refused(new Lane("review", "submissions", 0), "away");
        _refusals.Refused(new Lane("archive", "log", 0), "away");
        _refusals.Refused(new Lane("archive", "log", 1), "away");

        _heard.Select(h => h.Id).ShouldBe([Begun, Begun]);
    }
}
