using PartyReport.Eventing;

namespace PartyReport.Compliance;

/// <summary>Many writers, and readers that follow them.</summary>
public abstract class ConcurrencyCompliance : EventLogCompliance
{
    private const int Writers = 16;
    private const int Each = 10;

    [Fact]
    public async Task Writers_of_one_stream_share_its_versions_without_gap_or_double()
    {
        var stream = Id(1);

        await Task.WhenAll(Enumerable.Range(0, Writers).Select(w => Task.Run(() => AppendUntilWon(stream, w), Ct)));

        (await Stream(stream)).Select(e => e.Version).ShouldBe(Enumerable.Range(1, Writers * Each));
        (await Notes()).Count.ShouldBe(Writers * Each);
    }

    [Fact]
    public async Task A_version_has_one_winner()
    {
        var wins = await Task.WhenAll(Enumerable.Range(0, Writers).Select(w => Task.Run(() => Won(Id(1), 1, w), Ct)));

        wins.Count(won => won).ShouldBe(1);
        (await Notes()).ShouldBe([Array.IndexOf(wins, true)]);
    }

    [Fact]
    public async Task Followers_see_every_event_once_and_in_order_while_it_is_written()
    {
        var writing = Task.WhenAll(Enumerable.Range(1, Writers).Select(w => Task.Run(async () =>
        {
            for (var v = 1; v <= Each; v++) await Commit($"{w}/{v}", Event(Id(w), v));
        }, Ct)));

        var followers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Follow(Writers * Each), Ct)));

        await writing;
        var log = (await After(Cursor.Start)).Select(e => e.Cursor).ToList();
        foreach (var seen in followers)
        {
            seen.Select(e => e.Cursor).ShouldBe(log);
            foreach (var stream in seen.GroupBy(e => e.Stream)) stream.Select(e => e.Version).ShouldBe(Enumerable.Range(1, Each));
        }
    }

    private async Task<List<RecordedEvent>> Follow(int total)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        patience.CancelAfter(TimeSpan.FromSeconds(60));
        var seen = new List<RecordedEvent>();
        while (seen.Count < total)
        {
            if (patience.IsCancellationRequested) throw new TimeoutException($"Waited until {total} events are seen; last seen {seen.Count}.");
            seen.AddRange(await AfterAtOnce(Log, seen.Count == 0 ? Cursor.Start : seen[^1].Cursor, 7));
        }
        return seen;
    }

    private async Task AppendUntilWon(Guid stream, int writer)
    {
        for (var done = 0; done < Each;)
            if (await Won(stream, (await Stream(stream)).Count + 1, writer * Each + done))
                done++;
    }

    private async Task<bool> Won(Guid stream, int version, int note)
    {
        try
        {
            await Commit($"note-{note}", Note(note), Event(stream, version));
            return true;
        }
        catch (LostRaceException)
        {
            return false;
        }
    }
}
