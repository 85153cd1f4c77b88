using PartyReport.Contracts;

namespace PartyReport.Eventing;

/// <summary>Builds slices by reading the publisher's own file, read-only and nothing but its table <c>event</c>.</summary>
internal sealed class EmbeddedFeed(string publisherFile, Subscription subscription)
{
    private const int MaxEvents = 64;
    private const int MaxBytes = 512 * 1024;
    private const int MaxPassedOver = 1_000;
    private Cursor _scanned = Cursor.Start;
    private Cursor _mine = Cursor.Start;
    private int _passedOver;

    /// <summary>How far the log was read to find nothing to apply; beyond the subscription's row nothing up to here is of interest.</summary>
    public Cursor Settled { get; private set; } = Cursor.Start;

    /// <summary>The next slice after <paramref name="mine"/>, or null when there is nothing to apply.</summary>
    public async Task<Slice?> Next(Cursor mine)
    {
        // An operator set the row back: what was read beyond it is to be read again, or the slice would leave it out.
        if (mine < _mine) (_scanned, Settled) = (Cursor.Start, Cursor.Start);
        _mine = mine;
        if (_scanned < mine) (_scanned, _passedOver) = (mine, 0);
        await using var session = await SqliteFile.OpenReadOnly(publisherFile);
        while (await Read(session) is { Count: > 0 } read)
        {
            var taken = read.Where(e => subscription.Types.Contains(e.Type)).ToList();
            var (end, passedOver) = (read[^1].Cursor, _passedOver + read.Count - taken.Count);
            // Without an event to apply the row moves only now and then: each move is a commit. What is handed out counts as
            // read only when the row has moved, so a slice that was not applied comes again.
            if (taken.Count > 0 || passedOver >= MaxPassedOver)
                return new Slice(subscription.Publisher, 0, mine, end, taken);
            (_scanned, _passedOver) = (end, passedOver);
        }
        Settled = _scanned;
        return null;
    }

    /// <summary>Reads again from the row, after an outage.</summary>
    public void Rewind() => (_scanned, _passedOver) = (Cursor.Start, 0);

    /// <summary>Where the publisher's log ends now.</summary>
    public async Task<Cursor> Head()
    {
        await using var session = await SqliteFile.OpenReadOnly(publisherFile);
        return await EventLog.Head(session);
    }

    private async Task<List<RecordedEvent>> Read(Session session)
    {
        var read = new List<RecordedEvent>();
        var bytes = 0;
        await foreach (var e in EventLog.StreamAfter(session, _scanned, MaxEvents))
        {
            read.Add(e);
            if ((bytes += e.Body.Length) >= MaxBytes) break;
        }
        return read;
    }
}
