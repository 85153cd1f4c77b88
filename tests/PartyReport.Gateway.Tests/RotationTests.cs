using System.Security.Cryptography;
using Microsoft.Extensions.Time.Testing;
using PartyReport.Hosting;

namespace PartyReport.Gateway.Tests;

public sealed class RotationTests : IDisposable
{
    private static readonly TimeSpan Life = TimeSpan.FromHours(24);
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 24, 8, 0, 0, TimeSpan.Zero));
    private readonly string _folder = System.IO.Directory.CreateTempSubdirectory("keys-").FullName;

    private string KeyFile => Path.Combine(_folder, "tokens.pem");

    [Fact]
    public void The_next_key_is_published_before_it_signs_and_the_last_one_until_its_tokens_are_over()
    {
        using var keys = Open();
        var first = Name(keys.Current);

        Pass(keys, Life - SigningKeys.Lead - TimeSpan.FromMinutes(1));
        keys.Published.Count.ShouldBe(1);
        Pass(keys, TimeSpan.FromMinutes(1));
        (keys.Published.Count, Name(keys.Current)).ShouldBe((2, first));
        Pass(keys, SigningKeys.Lead);
        var second = Name(keys.Current);
        second.ShouldNotBe(first);
        keys.Published.Count.ShouldBe(2);
        Pass(keys, SigningKeys.Rest);
        keys.Published.Select(Name).ShouldBe([second]);
        keys.Rotate();
        keys.Published.Select(Name).ShouldBe([second]);
    }

    [Fact]
    public void A_restart_changes_nothing_at_any_step()
    {
        using var keys = Open();
        foreach (var step in new[] { Life - SigningKeys.Lead, SigningKeys.Lead, SigningKeys.Rest, Life })
        {
            Pass(keys, step);
            using var again = Open();

            Name(again.Current).ShouldBe(Name(keys.Current));
            again.Published.Select(Name).ShouldBe(keys.Published.Select(Name));
            TokenKeys.FromFile(KeyFile + ".pub").All.Select(k => k.KeyId).ShouldBe(keys.Published.Select(Name));
        }
    }

    [Fact]
    public void A_key_of_an_older_version_is_used_and_then_replaced()
    {
        using var old = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        File.WriteAllText(KeyFile, old.ExportPkcs8PrivateKeyPem());
        File.SetLastWriteTimeUtc(KeyFile, _clock.GetUtcNow().AddDays(-3).UtcDateTime);
        using var keys = Open();

        Name(keys.Current).ShouldBe(Name(old));
        Pass(keys, TimeSpan.Zero);
        Name(keys.Current).ShouldBe(Name(old));
        Pass(keys, SigningKeys.Lead);
        Name(keys.Current).ShouldNotBe(Name(old));
    }

    [Fact]
    public void A_key_set_is_read_as_it_is_published()
    {
        using var keys = Open();
        Pass(keys, Life);
        var file = Path.Combine(_folder, "jwks.json");
        File.WriteAllText(file, TokenKeys.JsonWebKeySet(keys.Published));

        TokenKeys.FromFile(file).All.Select(k => k.KeyId).ShouldBe(keys.Published.Select(Name));
        File.ReadAllText(file).ShouldNotContain("\"d\"");
    }

    public void Dispose() => System.IO.Directory.Delete(_folder, recursive: true);

    private SigningKeys Open() => SigningKeys.Open(KeyFile, _clock, Life);

    private void Pass(SigningKeys keys, TimeSpan time)
    {
        _clock.Advance(time);
        keys.Rotate();
    }

    private static string Name(ECDsa key) => TokenKeys.Named(key).KeyId;
}
