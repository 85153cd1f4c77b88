using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;

namespace PartyReport.Hosting;

/// <summary>A file of public keys that is exchanged while the process runs. One that cannot be read changes nothing.</summary>
internal sealed class TokenKeyFile
{
    private const int LookEveryMs = 2_000;
    private readonly string _path;
    private volatile IReadOnlyList<SecurityKey> _keys;
    private DateTime _writtenAt;
    private long _lookedAt = Environment.TickCount64;

    public TokenKeyFile(string path)
    {
        _path = path;
        _writtenAt = File.GetLastWriteTimeUtc(path);
        _keys = Read();
    }

    public IReadOnlyList<SecurityKey> Keys
    {
        get
        {
            var looked = Volatile.Read(ref _lookedAt);
            if (Environment.TickCount64 - looked >= LookEveryMs && Interlocked.CompareExchange(ref _lookedAt, Environment.TickCount64, looked) == looked)
                Look();
            return _keys;
        }
    }

    private void Look()
    {
        try
        {
            var written = File.GetLastWriteTimeUtc(_path);
            if (written == _writtenAt) return;
            _keys = Read();
            _writtenAt = written;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or CryptographicException)
        {
            // Those that were believed are, until the file is whole again.
        }
    }

    private List<SecurityKey> Read() => [.. TokenKeys.Read(File.ReadAllText(_path)).Where(TokenKeys.IsOnRightCurve).Select(TokenKeys.Named)];
}
