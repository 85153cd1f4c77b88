using System.Security.Cryptography;
using System.Text;

namespace PartyReport.Gateway;

/// <summary>The gateway's own key, made once. Its public half lies beside it, for the services.</summary>
public static class SigningKey
{
    private const string P256 = "1.2.840.10045.3.1.7";
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Everybody = OwnerOnly | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    /// <summary>
    /// Reads the key, or makes it and writes <paramref name="path"/> and <paramref name="path"/><c>.pub</c>. Throws
    /// <see cref="InvalidDataException"/> when the file holds something else; it is never replaced.
    /// </summary>
    public static ECDsa Open(string path)
    {
        var key = File.Exists(path) ? Read(path) : Make(path);
        var pem = key.ExportSubjectPublicKeyInfoPem() + "\n";
        // Also when a crash came between the two, or when the key was exchanged and the other half forgotten.
        if (!File.Exists(path + ".pub") || File.ReadAllText(path + ".pub") != pem) Write(path + ".pub", pem, Everybody);
        return key;
    }

    private static ECDsa Make(string path)
    {
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        Write(path, key.ExportPkcs8PrivateKeyPem() + "\n", OwnerOnly);
        return key;
    }

    private static ECDsa Read(string path)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(File.ReadAllText(path));
            if (key.ExportParameters(includePrivateParameters: true).Curve.Oid.Value == P256) return key;
        }
        // What the parser says may quote the file.
        catch (Exception e) when (e is ArgumentException or CryptographicException) { }
        key.Dispose();
        throw new InvalidDataException($"{path} holds no private key on the curve P-256.");
    }

    // A file that is there is whole: it comes under its name only when it is on the disk.
    private static void Write(string path, string pem, UnixFileMode mode)
    {
        var next = path + ".next";
        File.Delete(next);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = mode;
        using (var file = new FileStream(next, options))
        {
            file.Write(Encoding.ASCII.GetBytes(pem));
            file.Flush(flushToDisk: true);
        }
        File.Move(next, path, overwrite: true);
    }
}
