using System.Text;
using System.Text.Json;

namespace PartyReport.Verify.Tests;

// A log in a folder of its own, to be damaged and audited.
internal sealed class TestLog : IDisposable
{
    public static readonly Signer Signer = new("log.example/archive", 7);

    private readonly string folder = Directory.CreateTempSubdirectory("partyreport-verify-").FullName;

    public TestLog(IReadOnlyDictionary<string, byte[]> files)
    {
        Original = files;
        foreach (var (file, content) in files) Write(file, content);
    }

    public IReadOnlyDictionary<string, byte[]> Original { get; }

    public string Folder => folder;

    public static TestLog Of(int size) => Of(Entries(size));

    public static TestLog Of(IReadOnlyList<byte[]> entries) => new(ReferenceLog.Build(entries, Signer));

    public static TestLog WithCheckpoint(string checkpoint) =>
        new(new Dictionary<string, byte[]> { ["checkpoint"] = Encoding.UTF8.GetBytes(checkpoint) });

    public static byte[][] Entries(int size) => Enumerable.Range(0, size).Select(ReferenceLog.Entry).ToArray();

    public void Write(string file, byte[] content)
    {
        var path = Path.Combine(folder, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
    }

    public void Change(string file, Func<byte[], byte[]> change) => Write(file, change(Original[file].ToArray()));

    public void Flip(string file, int offset) => Change(file, bytes =>
    {
        bytes[offset] ^= 0x10;
        return bytes;
    });

    public void Delete(string file) => File.Delete(Path.Combine(folder, file));

    public void Restore(string file) => Write(file, Original[file]);

    public Result Run(params string[] options) => Result.Of(["log", folder, "--key", Signer.VerifierKey, .. options]);

    public void ShouldBeValid()
    {
        var result = Run();
        result.Output.ShouldStartWith("valid: ");
        result.ExitCode.ShouldBe(0);
    }

    public void ShouldBlame(string file, long offset) => Blame().ShouldBe((file, offset));

    // The file and the offset an audit names.
    public (string File, long Offset) Blame()
    {
        var result = Run("--json");
        result.ExitCode.ShouldBe(1, result.Output + result.Error);
        using var verdict = JsonDocument.Parse(result.Output);
        verdict.RootElement.GetProperty("valid").GetBoolean().ShouldBeFalse();
        return (verdict.RootElement.GetProperty("file").GetString()!, verdict.RootElement.GetProperty("offset").GetInt64());
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
