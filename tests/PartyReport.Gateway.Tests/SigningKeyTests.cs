using System.Security.Cryptography;

namespace PartyReport.Gateway.Tests;

public sealed class SigningKeyTests : IDisposable
{
    private readonly string _folder = System.IO.Directory.CreateTempSubdirectory("keys-").FullName;

    private string KeyFile => Path.Combine(_folder, "tokens.pem");

    [Fact]
    public void It_is_made_once_and_kept_and_its_private_half_is_for_its_owner_only()
    {
        using var first = Open();
        var written = File.ReadAllText(KeyFile);
        using var second = Open();

        Public(second.Current).ShouldBe(Public(first.Current));
        File.ReadAllText(KeyFile).ShouldBe(written);
        File.ReadAllText(KeyFile + ".pub").ShouldBe(Public(first.Current));
        System.IO.Directory.GetFiles(_folder).Length.ShouldBe(2);
        if (!OperatingSystem.IsWindows()) File.GetUnixFileMode(KeyFile).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public void What_a_crash_left_half_written_is_no_hindrance()
    {
        File.WriteAllText(KeyFile + ".next", "-----BEGIN PRI");

        using var key = Open();

        File.ReadAllText(KeyFile + ".pub").ShouldBe(Public(key.Current));
    }

    [Fact]
    public void A_public_half_that_is_another_keys_is_put_right()
    {
        Open().Dispose();
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        File.WriteAllText(KeyFile, other.ExportPkcs8PrivateKeyPem());

        Open().Dispose();

        File.ReadAllText(KeyFile + ".pub").ShouldBe(Public(other));
    }

    [Fact]
    public void Another_curve_a_public_half_or_no_key_is_refused()
    {
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        using var right = ECDsa.Create(ECCurve.NamedCurves.nistP256);

        foreach (var text in new[] { other.ExportPkcs8PrivateKeyPem(), right.ExportSubjectPublicKeyInfoPem(), "", "no key" })
        {
            File.WriteAllText(KeyFile, text);
            Should.Throw<InvalidDataException>(() => Open());
        }
    }

    public void Dispose() => System.IO.Directory.Delete(_folder, recursive: true);

    private SigningKeys Open() => SigningKeys.Open(KeyFile, TimeProvider.System, TimeSpan.FromDays(1));

    private static string Public(ECDsa key) => key.ExportSubjectPublicKeyInfoPem() + "\n";
}
