using System.Globalization;
using System.Security.Cryptography;

namespace PartyReport.Gateway;

/// <summary>
/// The gateway's own keys, in a file that it makes; their public halves lie beside it, for the services. A key is published before it signs,
/// and believed until the last token that it signed is over.
/// </summary>
public sealed class SigningKeys : IDisposable
{
    /// <summary>How long a key is published before it signs: services have read it by then.</summary>
    public static readonly TimeSpan Lead = TimeSpan.FromMinutes(10);

    /// <summary>How long the one before is still published: its last token is over by then.</summary>
    public static readonly TimeSpan Rest = TimeSpan.FromMinutes(2);

    private const string From = "from: ";
    private readonly string _path, _publicPath;
    private readonly TimeProvider _clock;
    private readonly TimeSpan _life;
    private volatile Key[] _keys;

    private sealed record Key(ECDsa Private, DateTimeOffset From);

    private SigningKeys(string path, string publicPath, TimeProvider clock, TimeSpan life, Key[] keys) =>
        (_path, _publicPath, _clock, _life, _keys) = (path, publicPath, clock, life, keys);

    /// <summary>The key to sign with now.</summary>
    public ECDsa Current => _keys.Last(k => k.From <= _clock.GetUtcNow() || k == _keys[0]).Private;

    /// <summary>Keys whose tokens are to be believed, now or soon.</summary>
    public IReadOnlyList<ECDsa> Published => [.. _keys.Select(k => k.Private)];

    /// <summary>
    /// Reads the keys, or makes one and writes <paramref name="path"/> and <paramref name="path"/><c>.pub</c>. Throws
    /// <see cref="InvalidDataException"/> when the file holds something else; it is never replaced.
    /// </summary>
    /// <param name="life">How long a key signs.</param>
    /// <param name="publicPath">Where the public halves go instead.</param>
    public static SigningKeys Open(string path, TimeProvider clock, TimeSpan life, string? publicPath = null)
    {
        publicPath ??= path + ".pub";
        var keys = File.Exists(path) ? Read(path) : Make(path, clock.GetUtcNow());
        var opened = new SigningKeys(path, publicPath, clock, life, keys);
        // Also when a crash came between the two, or when the key was exchanged and the other half forgotten.
        if (!File.Exists(publicPath) || File.ReadAllText(publicPath) != Public(keys)) KeyFile.Write(publicPath, Public(keys), KeyFile.Everybody);
        return opened;
    }

    /// <summary>Makes the next key when it is time, and forgets the one whose tokens are over. To be called now and then by one process.</summary>
    public void Rotate()
    {
        var (now, keys) = (_clock.GetUtcNow(), _keys.ToList());
        while (keys.Count > 1 && keys[1].From + Rest <= now) keys.RemoveAt(0);
        if (keys[^1].From + _life <= now + Lead) keys.Add(new Key(ECDsa.Create(ECCurve.NamedCurves.nistP256), now + Lead));
        if (keys.SequenceEqual(_keys)) return;
        // Private first: what is published can be signed with after any crash.
        KeyFile.Write(_path, Private(keys), KeyFile.OwnerOnly);
        KeyFile.Write(_publicPath, Public(keys), KeyFile.Everybody);
        _keys = [.. keys];
    }

    public void Dispose()
    {
        foreach (var key in _keys) key.Private.Dispose();
    }

    private static Key[] Make(string path, DateTimeOffset now)
    {
        Key[] keys = [new Key(ECDsa.Create(ECCurve.NamedCurves.nistP256), now)];
        KeyFile.Write(path, Private(keys), KeyFile.OwnerOnly);
        return keys;
    }

    // A key without a line about its time is one that an operator put there, or an older version: it has signed since ever.
    private static Key[] Read(string path)
    {
        var (text, keys, from) = (File.ReadAllText(path), new List<Key>(), File.GetLastWriteTimeUtc(path));
        for (var rest = text.AsSpan(); PemEncoding.TryFind(rest, out var pem); rest = rest[pem.Location.End..])
            keys.Add(new Key(KeyFile.Read(path, rest[pem.Location].ToString()), Since(rest[..pem.Location.Start].ToString()) ?? from));
        if (keys is []) throw KeyFile.NoKey(path);
        return [.. keys.OrderBy(k => k.From)];
    }

    private static DateTimeOffset? Since(string before) => before.Split('\n').LastOrDefault(l => l.StartsWith(From, StringComparison.Ordinal)) is { } line
        && DateTimeOffset.TryParseExact(line[From.Length..].Trim(), "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var since)
        ? since
        : null;

    private static string Private(IEnumerable<Key> keys) => string.Concat(keys.Select(k =>
        string.Create(CultureInfo.InvariantCulture, $"{From}{k.From:O}\n{k.Private.ExportPkcs8PrivateKeyPem()}\n")));

    private static string Public(IEnumerable<Key> keys) => string.Concat(keys.Select(k => k.Private.ExportSubjectPublicKeyInfoPem() + "\n"));
}
