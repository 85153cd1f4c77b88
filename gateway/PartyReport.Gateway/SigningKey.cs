using System.Security.Cryptography;

namespace PartyReport.Gateway;

/// <summary>The gateway's own key, made once. Its public half lies beside it, for the services.</summary>
public static class SigningKey
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Reads the key, or makes it and writes <paramref name="path"/> and <paramref name="path"/><c>.pub</c>.</summary>
    public static ECDsa Open(string path)
    {
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        if (File.Exists(path)) key.ImportFromPem(File.ReadAllText(path));
        else Write(path, key.ExportPkcs8PrivateKeyPem());
        // Also when only this file is missing: a crash may have come between the two.
        if (!File.Exists(path + ".pub")) Write(path + ".pub", key.ExportSubjectPublicKeyInfoPem());
        return key;
    }

    private static void Write(string path, string pem)
    {
        var next = path + ".next";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = OwnerOnly;
        using (var file = new FileStream(next, options))
        {
            file.Write(System.Text.Encoding.ASCII.GetBytes(pem + "\n"));
            file.Flush(flushToDisk: true);
        }
        File.Move(next, path, overwrite: true);
    }
}
