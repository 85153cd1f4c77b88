using System.Text;
using PartyReport.Drafting.Import;

namespace PartyReport.Drafting.Tests.Import;

public sealed class SampleReportTests
{
    private static readonly string SamplePath = Path.Combine("shared", "samples", "duty-report-2023.txt");

    [Fact]
    public void The_sample_has_three_chapters_ten_sections_and_fifteen_points() => ShouldHaveItsStructure(Sample());

    [Theory]
    [InlineData("UTF-8", true)]
    [InlineData("UTF-16LE", true)]
    [InlineData("UTF-16BE", true)]
    [InlineData("GB18030", false)]
    public void The_sample_is_the_same_in_another_encoding(string encoding, bool hasMark)
    {
        var text = Sample();

        ReportDecoder.Decode(Encodings.Encode(text, encoding, hasMark)).ShouldBe(new Decoded.Report(text, encoding));
    }

    [Fact]
    public void The_sample_may_have_half_width_brackets() => ShouldHaveItsStructure(Sample().Replace('（', '(').Replace('）', ')'));

    [Fact]
    public void The_sample_may_have_Windows_line_ends() => ShouldHaveItsStructure(Sample().ReplaceLineEndings("\r\n"));

    [Fact]
    public void The_sample_may_be_indented() =>
        ShouldHaveItsStructure("　　" + Sample().Replace("\n", "\n　　", StringComparison.Ordinal));

    [Fact]
    public void The_sample_may_have_a_title()
    {
        var blocks = ReportParser.Parse("2023年度抓基层党建工作述职报告\n" + Sample()).Blocks;

        blocks[0].Kind.ShouldBe(BlockKind.Title);
        ShouldHaveItsStructure(string.Concat(blocks.Skip(1).Select(block => block.Text)));
    }

    [Fact]
    public void Every_prefix_and_suffix_of_the_sample_parses()
    {
        var text = Sample();
        for (var at = 0; at <= text.Length; at++)
        {
            string.Concat(ReportParser.Parse(text[..at]).Blocks.Select(block => block.Text)).ShouldBe(text[..at]);
            string.Concat(ReportParser.Parse(text[at..]).Blocks.Select(block => block.Text)).ShouldBe(text[at..]);
        }
    }

    private static void ShouldHaveItsStructure(string text)
    {
        var blocks = ReportParser.Parse(text).Blocks;

        string.Concat(blocks.Select(block => block.Text)).ShouldBe(text);
        blocks[0].Kind.ShouldBe(BlockKind.LeadIn);
        Counted(blocks).ShouldBe("LeadIn 1, Chapter 3, Section 10, Point 15, Paragraph 7");
        SectionsPerChapter(blocks).ShouldBe([4, 3, 3]);
    }

    private static string Counted(IReadOnlyList<ParsedBlock> blocks) =>
        string.Join(", ", blocks.CountBy(block => block.Kind).OrderBy(count => count.Key).Select(count => $"{count.Key} {count.Value}"));

    private static IEnumerable<int> SectionsPerChapter(IReadOnlyList<ParsedBlock> blocks) =>
        blocks.Where(block => block.Kind == BlockKind.Section).GroupBy(block => block.Parent).Select(chapter => chapter.Count());

    private static string Sample()
    {
        string[] starts = [AppContext.BaseDirectory, Directory.GetCurrentDirectory()];
        var file = starts.SelectMany(FoldersUpwards).Select(folder => Path.Combine(folder, SamplePath)).FirstOrDefault(File.Exists);
        if (file is null) Assert.Skip($"{SamplePath} is in no folder above the tests; it is not part of the repository.");
        return File.ReadAllText(file, Encoding.UTF8);
    }

    private static IEnumerable<string> FoldersUpwards(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent) yield return folder.FullName;
    }
}
