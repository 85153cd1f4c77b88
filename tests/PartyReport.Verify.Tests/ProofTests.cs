using System.Security.Cryptography;
using System.Text;

namespace PartyReport.Verify.Tests;

public sealed class ProofTests : IDisposable
{
    private readonly string file = Path.GetTempFileName();

    public void Dispose() => File.Delete(file);

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 1)]
    [InlineData(7, 6)]
    [InlineData(8, 3)]
    [InlineData(300, 299)]
    public void A_proof_of_each_place_is_valid_and_shows_its_leaf(int size, int index)
    {
        var result = Check(Write(size, index));

        result.ExitCode.ShouldBe(0, result.Output + result.Error);
        result.Output.ShouldStartWith($"valid: leaf {index} of log.example/archive, {size} leaves");
        result.Output.ShouldContain($"entry {index} 甲");
        Check(Write(size, index), "--json").Output.ShouldContain($"\"index\":{index}");
    }

    [Theory]
    [InlineData("another leaf")]
    [InlineData("another place")]
    [InlineData("a hash less")]
    [InlineData("a hash more")]
    [InlineData("another hash")]
    [InlineData("beyond the end")]
    [InlineData("another signature")]
    [InlineData("another size")]
    public void A_proof_that_was_changed_is_invalid(string change)
    {
        var lines = Write(7, 2).Split('\n');
        lines = change switch
        {
            "another leaf" => [lines[0], $"extra {Base64("entry 3 甲")}", .. lines[2..]],
            "another place" => [.. lines[..2], "index 3", .. lines[3..]],
            "a hash less" => [.. lines[..3], .. lines[4..]],
            "a hash more" => [.. lines[..3], lines[3], .. lines[3..]],
            "another hash" => [.. lines[..3], Convert.ToBase64String(new byte[32]), .. lines[4..]],
            "beyond the end" => [.. lines[..2], "index 7", .. lines[3..]],
            "another signature" => [.. lines[..^2], lines[^2][..^4] + "AAA=", ""],
            _ => [.. lines.Select(l => l == "7" ? "6" : l)],
        };

        var result = Check(string.Join('\n', lines));

        result.ExitCode.ShouldBe(1, result.Output + result.Error);
        result.Output.ShouldStartWith("invalid: ");
    }

    [Theory]
    [InlineData("")]
    [InlineData("c2sp.org/tlog-proof@v2\n")]
    [InlineData("c2sp.org/tlog-proof@v1\nindex 0\n\n")]
    [InlineData("c2sp.org/tlog-proof@v1\nextra QQ\nindex 0\n\n")]
    [InlineData("c2sp.org/tlog-proof@v1\nextra QQ==\nindex 00\n\n")]
    [InlineData("c2sp.org/tlog-proof@v1\nextra QQ==\nindex -1\n\n")]
    [InlineData("c2sp.org/tlog-proof@v1\nextra QQ==\nindex 0\nQQ==\n\n")]
    [InlineData("c2sp.org/tlog-proof@v1\nextra QQ==\nindex 0\n\n")]
    public void What_is_no_proof_is_invalid(string text) => Check(text).ExitCode.ShouldBe(1);

    [Fact]
    public void Every_flipped_bit_is_noticed()
    {
        var proof = Encoding.UTF8.GetBytes(Write(5, 4));
        for (var i = 0; i < proof.Length; i++)
        {
            var changed = proof.ToArray();
            changed[i] ^= 1;
            File.WriteAllBytes(file, changed);
            Result.Of(["proof", file, "--key", TestLog.Signer.VerifierKey]).ExitCode.ShouldBe(1, $"byte {i}");
        }
    }

    [Fact]
    public void A_proof_that_is_not_there_is_wrong_use() =>
        Result.Of(["proof", "no/such/file", "--key", TestLog.Signer.VerifierKey]).ExitCode.ShouldBe(2);

    private Result Check(string proof, params string[] options)
    {
        File.WriteAllText(file, proof);
        return Result.Of(["proof", file, "--key", TestLog.Signer.VerifierKey, .. options]);
    }

    private static string Write(int size, int index)
    {
        byte[][] entries = [.. Enumerable.Range(0, size).Select(i => Encoding.UTF8.GetBytes($"entry {i} 甲"))];
        byte[][] leaves = [.. entries.Select(e => SHA256.HashData([0, .. e]))];
        var checkpoint = Encoding.UTF8.GetString(ReferenceLog.Build(entries, TestLog.Signer)["checkpoint"]);
        return $"c2sp.org/tlog-proof@v1\nextra {Convert.ToBase64String(entries[index])}\nindex {index}\n"
            + string.Concat(PathOf(index, leaves).Select(h => Convert.ToBase64String(h) + "\n")) + "\n" + checkpoint;
    }

    // RFC 6962 §2.1.1 word for word.
    private static List<byte[]> PathOf(int index, ReadOnlySpan<byte[]> leaves)
    {
        if (leaves.Length == 1) return [];
        var split = 1;
        while (split * 2 < leaves.Length) split *= 2;
        return index < split
            ? [.. PathOf(index, leaves[..split]), ReferenceLog.Root(leaves[split..])]
            : [.. PathOf(index - split, leaves[split..]), ReferenceLog.Root(leaves[..split])];
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
