namespace PartyReport.Simulation;

/// <summary>The simulation is worth what it sees: each of these bugs, given to a fake, must turn it red, and for the right reason.</summary>
public sealed class BugTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(nameof(Bug.SkipsGaps), 100, "was committed below")]
    [InlineData(nameof(Bug.NoFencing), 500, "a save of an old epoch was accepted")]
    [InlineData(nameof(Bug.AcknowledgesBeforeCommit), 200, "was acknowledged")]
    [InlineData(nameof(Bug.ForgetsAfterAWindow), 20, "twice")]
    [InlineData(nameof(Bug.SavesBeforeConfirm), 50, "was saved, the broker has")]
    public void A_bug_is_seen_within_so_many_seeds(string bug, int seeds, string sign)
    {
        var run = new Seeds(Enum.Parse<Bug>(bug)).From(1, seeds, toTheEnd: true);

        output.WriteLine($"{run.Failed.Count} of {seeds} seeds see {bug}, first {run.Failed.FirstOrDefault()}");
        run.Failed.Values.ShouldContain(wrong => wrong.Contains(sign));
    }
}
