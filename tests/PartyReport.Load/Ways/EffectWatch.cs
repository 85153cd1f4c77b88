using System.Runtime.CompilerServices;
using PartyReport.Eventing;

namespace PartyReport.Load.Ways;

/// <summary>The subscriber's storage; tells the ledger about effects when their transaction is durable, as the raw ways do.</summary>
internal sealed class EffectWatch(IStorage storage, Ledger ledger) : IStorage
{
    private static readonly ConditionalWeakTable<Session, List<RecordedEvent>> Expected = [];

    public static void Expect(Session session, RecordedEvent e) => Expected.GetOrCreateValue(session).Add(e);

    public Task<T> Read<T>(Func<Session, Task<T>> work) => storage.Read(work);

    public async Task<T> Write<T>(Func<Session, Task<T>> work, CancellationToken ct)
    {
        Session? used = null;
        var result = await storage.Write(session => work(used = session), ct);
        if (used is not null && Expected.TryGetValue(used, out var events))
            foreach (var e in events) ledger.Effect(e.Stream, e.Version);
        return result;
    }

    public ValueTask DisposeAsync() => storage.DisposeAsync();
}
