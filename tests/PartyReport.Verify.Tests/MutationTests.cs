using CsCheck;

namespace PartyReport.Verify.Tests;

// Any change of any one file is found, and laid to that file, at the hash or entry where the change begins.
public sealed class MutationTests
{
    // Some change nothing, of an empty log about one in five: enough are drawn for as many as must be found.
    [Theory]
    [InlineData(0, 150, 80)]
    [InlineData(1, 300, 200)]
    [InlineData(257, 700, 600)]
    [InlineData(600, 800, 700)]
    [InlineData(65_536 + 300, 60, 50)]
    public void Any_mutation_of_any_file_is_named(int size, int attempts, int atLeast)
    {
        using var log = TestLog.Of(size);
        var files = log.Original.Keys.Order(StringComparer.Ordinal).ToArray();
        var found = 0;

        // One thread: the samples share a folder. A failure prints the seed that repeats it.
        Mutation.Any.Sample(mutation => found += IsNamed(log, files, mutation) ? 1 : 0, iter: attempts, threads: 1);

        found.ShouldBeGreaterThanOrEqualTo(atLeast);
    }

    private static bool IsNamed(TestLog log, string[] files, Mutation mutation)
    {
        var file = mutation.FileOf(files);
        var content = mutation.Apply(file, log.Original);
        if (content is not null && content.AsSpan().SequenceEqual(log.Original[file])) return false;

        try
        {
            if (content is null) log.Delete(file);
            else log.Write(file, content);
            ShouldBeNamed(log, file, content ?? [], mutation);
            return true;
        }
        finally
        {
            // Also after a failure: the samples that shrink it begin from a sound log.
            log.Restore(file);
        }
    }

    private static void ShouldBeNamed(TestLog log, string file, byte[] content, Mutation mutation)
    {
        var blame = log.Blame();

        blame.File.ShouldBe(file, mutation.ToString());
        if (file == "checkpoint" || mutation.Kind == MutationKind.DeleteFile)
            blame.Offset.ShouldBeInRange(0, content.Length, mutation.ToString());
        else
            blame.Offset.ShouldBe(FirstChangedPart(file, log.Original[file], content), mutation.ToString());
    }

    private static int FirstChangedPart(string file, byte[] original, byte[] content) =>
        Parts.StartOf(file, original, original.AsSpan().CommonPrefixLength(content));
}
