using System.Security.Cryptography;
using System.Text;

namespace PartyReport.Gateway;

/// <summary>Files with keys, whole or not there.</summary>
internal static class KeyFile
{
    public const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    public const UnixFileMode Everybody = OwnerOnly | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private const string P256 = "1.2.840.10045.3.1.7";

    public static InvalidDataException NoKey(string path) => new($"{path} holds no private key on the curve P-256.");

    public static ECDsa Read(string path, string pem)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(pem);
            if (key.ExportParameters(includePrivateParameters: true).Curve.Oid.Value == P256) return key;
        }
        // What the parser says may quote the file.
        catch (Exception e) when (e is ArgumentException or CryptographicException) { }
        key.Dispose();
        throw NoKey(path);
    }

    // A file that is there is whole: it comes under its name only when it is on the disk.
    public static void Write(string path, string pem, UnixFileMode mode)
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
