using PartyReport.Directory.Accounts;

namespace PartyReport.Directory.Tests.Accounts;

public sealed class PasswordTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_password_is_right_for_its_own_hash_and_for_no_other()
    {
        using var passwords = new Passwords(rounds: 10);
        var (first, second) = (await passwords.Hash("correct horse", Ct), await passwords.Hash("correct horse", Ct));

        first.ShouldNotBe(second);
        (await passwords.IsRight("correct horse", first, Ct)).ShouldBeTrue();
        (await passwords.IsRight("correct horsf", first, Ct)).ShouldBeFalse();
        (await passwords.IsRight("", null, Ct)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_hash_made_with_less_work_is_older_and_still_right()
    {
        using var before = new Passwords(rounds: 10);
        using var now = new Passwords(rounds: 20);
        var kept = await before.Hash("correct horse", Ct);

        now.IsOlder(kept).ShouldBeTrue();
        before.IsOlder(kept).ShouldBeFalse();
        (await now.IsRight("correct horse", kept, Ct)).ShouldBeTrue();
    }

    [Fact]
    public async Task So_many_wait_for_a_processor_and_more_are_told_to_come_again()
    {
        using var passwords = new Passwords(rounds: 2_000_000);
        using var left = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var turns = Math.Max(1, Environment.ProcessorCount);

        var waiting = Enumerable.Range(0, turns + Passwords.MostWaiting).Select(_ => passwords.Hash("correct horse", left.Token)).ToList();
        await Should.ThrowAsync<PasswordsBusyException>(passwords.Hash("correct horse", Ct));
        await left.CancelAsync();

        foreach (var gone in waiting.Skip(turns)) await Should.ThrowAsync<OperationCanceledException>(gone);
        foreach (var turn in waiting.Take(turns)) (await turn).ShouldStartWith("pbkdf2-sha512$2000000$");
        (await passwords.IsRight("correct horse", null, Ct)).ShouldBeFalse();
    }

    // RFC 6238, appendix B, in six digits.
    [Theory]
    [InlineData(59, "287082")]
    [InlineData(1111111109, "081804")]
    [InlineData(20000000000, "353130")]
    public void A_code_is_that_of_the_standard(long seconds, string code) =>
        TimeCodes.Code("12345678901234567890"u8.ToArray(), DateTimeOffset.FromUnixTimeSeconds(seconds)).ShouldBe(code);

    [Fact]
    public void A_code_is_good_for_a_step_before_and_after_and_not_twice()
    {
        var (key, now) = ("12345678901234567890"u8.ToArray(), DateTimeOffset.FromUnixTimeSeconds(1_000_000));
        var code = TimeCodes.Code(key, now);

        foreach (var seconds in new[] { -30, 0, 30 }) TimeCodes.StepOf(key, code, now.AddSeconds(seconds), after: 0).ShouldBe(33_333);
        foreach (var seconds in new[] { -60, 60 }) TimeCodes.StepOf(key, code, now.AddSeconds(seconds), after: 0).ShouldBeNull();
        TimeCodes.StepOf(key, code, now, after: 33_333).ShouldBeNull();
        foreach (var wrong in new[] { null, "", "12345", "1234567", "abcdef" }) TimeCodes.StepOf(key, wrong, now, after: 0).ShouldBeNull();
    }

    // RFC 4648.
    [Theory]
    [InlineData("foobar", "MZXW6YTBOI")]
    [InlineData("fooba", "MZXW6YTB")]
    [InlineData("f", "MY")]
    public void Base32_is_that_of_the_standard(string text, string written) =>
        TimeCodes.ToBase32(System.Text.Encoding.ASCII.GetBytes(text)).ShouldBe(written);

    [Fact]
    public void A_secret_is_sealed_for_one_account_by_one_key()
    {
        var folder = System.IO.Directory.CreateTempSubdirectory("accounts-");
        try
        {
            var secrets = AccountSecrets.Open(Path.Combine(folder.FullName, "one"));
            var again = AccountSecrets.Open(Path.Combine(folder.FullName, "one"));
            var other = AccountSecrets.Open(Path.Combine(folder.FullName, "other"));
            var (account, secret) = (Guid.NewGuid(), "secret"u8.ToArray());
            var kept = secrets.Seal(account, secret);

            again.Unseal(account, kept).ShouldBe(secret);
            again.Blind("name").ShouldBe(secrets.Blind("name"));
            other.Blind("name").ShouldNotBe(secrets.Blind("name"));
            Should.Throw<System.Security.Cryptography.CryptographicException>(() => other.Unseal(account, kept));
            Should.Throw<System.Security.Cryptography.CryptographicException>(() => secrets.Unseal(Guid.NewGuid(), kept));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    // Two people sign in at one moment.
    [Fact]
    public void Secrets_are_sealed_and_unsealed_at_once()
    {
        var folder = System.IO.Directory.CreateTempSubdirectory("accounts-");
        try
        {
            var secrets = AccountSecrets.Open(Path.Combine(folder.FullName, "one"));
            Parallel.For(0, 20_000, new ParallelOptions { MaxDegreeOfParallelism = 4 }, _ =>
            {
                var (account, secret) = (Guid.NewGuid(), Guid.NewGuid().ToByteArray());
                secrets.Unseal(account, secrets.Seal(account, secret)).ShouldBe(secret);
            });
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
