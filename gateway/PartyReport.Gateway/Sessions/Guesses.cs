using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace PartyReport.Gateway;

/// <summary>
/// How many secrets of one address may turn out to be none: so many at once, then so many a second. A secret that is one costs nothing, and
/// one that is known here is not counted at all, so that the others behind an address go on as long as somebody guesses there.
/// </summary>
internal sealed class Guesses(TimeProvider clock)
{
    public const int AtOnce = 500, PerSecond = 20;
    private const int MostAddresses = 10_000, NetworkBytes = 8;

    private readonly ConcurrentDictionary<IPAddress, Bucket> _buckets = new();

    public int Addresses => _buckets.Count;

    /// <summary>Takes one; false: too many were wrong. Of requests without an address, which come from this process, all are admitted.</summary>
    public bool Take(IPAddress? address)
    {
        if (address is null) return true;
        if (_buckets.Count >= MostAddresses) Forget();
        return _buckets.GetOrAdd(Network(address), _ => new Bucket(clock.GetTimestamp())).Take(clock);
    }

    /// <summary>It was a session after all, or nobody could say.</summary>
    public void GiveBack(IPAddress? address)
    {
        if (address is not null && _buckets.TryGetValue(Network(address), out var bucket)) bucket.GiveBack();
    }

    /// <summary>Whom an address counts for: whoever has one of version 6 has all of its network.</summary>
    public static IPAddress Network(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6) return address.MapToIPv4();
        if (address.AddressFamily != AddressFamily.InterNetworkV6) return address;
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out _);
        bytes[NetworkBytes..].Clear();
        return new IPAddress(bytes);
    }

    // Those that are full again first; a crowd that is still too large costs its members' debts.
    private void Forget()
    {
        foreach (var (address, bucket) in _buckets)
            if (bucket.IsFull(clock)) _buckets.TryRemove(address, out _);
        if (_buckets.Count >= MostAddresses) _buckets.Clear();
    }

    private sealed class Bucket(long since)
    {
        private readonly Lock _gate = new();
        private double _left = AtOnce;
        private long _at = since;

        public bool Take(TimeProvider clock)
        {
            lock (_gate)
            {
                Refill(clock);
                if (_left < 1) return false;
                _left--;
                return true;
            }
        }

        public void GiveBack()
        {
            lock (_gate) _left = Math.Min(AtOnce, _left + 1);
        }

        public bool IsFull(TimeProvider clock)
        {
            lock (_gate)
            {
                Refill(clock);
                return _left >= AtOnce;
            }
        }

        private void Refill(TimeProvider clock)
        {
            var now = clock.GetTimestamp();
            _left = Math.Min(AtOnce, _left + clock.GetElapsedTime(_at, now).TotalSeconds * PerSecond);
            _at = now;
        }
    }
}
