using System.Collections.Immutable;
using PartyReport.Contracts;

namespace PartyReport.Eventing;

/// <summary>The shards that are ours: renews their leases, tells the relay which it gained and lost, saves under their epochs.</summary>
internal sealed class RelayLeases(RelayTables tables, IReadOnlyList<Subscription> subscriptions, Action<RelayInput> put)
{
    // Shards whose lanes are loaded, by epoch. What is missing here is loaded with the next renewal.
    private ImmutableDictionary<int, long> _epochs = ImmutableDictionary<int, long>.Empty;

    public async Task Renew(CancellationToken ct)
    {
        var ours = await tables.Renew(ct);
        foreach (var (shard, _) in _epochs.Except(ours))
            if (ImmutableInterlocked.TryRemove(ref _epochs, shard, out _)) put(new RelayInput.Lost(shard));
        foreach (var (shard, epoch) in ours.Except(_epochs))
        {
            // A shard counts as ours only with its cursors: when they cannot be read now, the next renewal tries again.
            var cursors = await tables.Load([.. subscriptions.Select(s => new Lane(s.Subscriber, s.Name, shard))], epoch, ct);
            ImmutableInterlocked.TryAdd(ref _epochs, shard, epoch);
            put(new RelayInput.Gained(shard, cursors));
        }
    }

    /// <summary>Saves cursors and returns those that are durable; the shards of the others are given up.</summary>
    public async Task<IReadOnlyDictionary<Lane, Cursor>> Save(IReadOnlyDictionary<Lane, Cursor> cursors, CancellationToken ct)
    {
        var refused = await tables.Save(cursors, _epochs, ct);
        foreach (var shard in refused.Select(l => l.Shard).Distinct())
        {
            // The next renewal tells whether it is still ours: this save may have begun under an older epoch.
            ImmutableInterlocked.TryRemove(ref _epochs, shard, out _);
            put(new RelayInput.Lost(shard));
        }
        return cursors.Where(c => !refused.Contains(c.Key)).ToDictionary();
    }

    /// <summary>Gives the leases back, so that another relay need not wait.</summary>
    public Task Release(CancellationToken ct) => tables.Release(ct);
}
