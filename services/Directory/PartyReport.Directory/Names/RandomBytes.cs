using System.Security.Cryptography;

namespace PartyReport.Directory.Names;

/// <summary>
/// Random bytes of the system's generator, fetched many at a time: asked for each id and each nonce of a city it takes longer than sealing.
/// No byte is given twice. For one caller at a time.
/// </summary>
internal sealed class RandomBytes
{
    private readonly byte[] _bytes = new byte[1024];
    private int _given = 1024;

    /// <param name="count">At most 1,024.</param>
    public ReadOnlySpan<byte> Take(int count)
    {
        if (_given + count > _bytes.Length)
        {
            RandomNumberGenerator.Fill(_bytes);
            _given = 0;
        }
        _given += count;
        return _bytes.AsSpan(_given - count, count);
    }
}
