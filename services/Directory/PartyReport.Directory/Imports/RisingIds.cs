using System.Buffers.Binary;
using PartyReport.Directory.Names;

namespace PartyReport.Directory.Imports;

/// <summary>
/// Ids that rise as rows are written, of the form of RFC 9562 §5.7 with a counter (§6.2, method 1): six databases enter a hundred thousand
/// of them at the end of an index, where at random each would be at a page of its own.
/// </summary>
internal sealed class RisingIds(DateTimeOffset at)
{
    private const int CounterBits = 30;
    private readonly RandomBytes _random = new();
    private uint _count;

    public Guid Next()
    {
        Span<byte> id = stackalloc byte[16];
        _random.Take(6).CopyTo(id[10..]);
        BinaryPrimitives.WriteInt64BigEndian(id, at.ToUnixTimeMilliseconds() << 16);
        var count = checked(++_count) < 1u << CounterBits ? _count : throw new InvalidOperationException("An import has at most 2^30 new rows.");
        BinaryPrimitives.WriteUInt16BigEndian(id[6..], (ushort)(0x7000 | count >> 18));
        BinaryPrimitives.WriteUInt16BigEndian(id[8..], (ushort)(0x8000 | count >> 4 & 0x3FFF));
        id[10] = (byte)((count & 0xF) << 4 | id[10] & 0xFu);
        return new Guid(id, bigEndian: true);
    }
}
