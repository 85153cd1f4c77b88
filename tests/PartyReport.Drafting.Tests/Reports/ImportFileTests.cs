using System.Text;
using PartyReport.Drafting.Reports;

namespace PartyReport.Drafting.Tests.Reports;

public sealed class ImportFileTests
{
    [Fact]
    public void A_file_with_too_many_blocks_is_refused() =>
        Code("一、履职\n" + string.Concat(Enumerable.Repeat("段。\n", 5_000))).ShouldBe("report.too-many-blocks");

    [Fact]
    public void A_paragraph_over_256_KiB_is_refused_and_named_by_its_beginning_however_short_that_is()
    {
        var fault = ImportFile.Of(Encoding.UTF8.GetBytes("一、履职\n" + new string(' ', 270_000) + "甲𠀀")).Fault!;

        fault.Code.ShouldBe("report.block-too-large");
        fault.Detail.ShouldEndWith("甲𠀀");
    }

    [Fact]
    public void A_file_without_a_heading_is_refused() => Code("没有标题。\n").ShouldBe("report.no-heading");

    private static string? Code(string text) => ImportFile.Of(Encoding.UTF8.GetBytes(text)).Fault?.Code;
}
