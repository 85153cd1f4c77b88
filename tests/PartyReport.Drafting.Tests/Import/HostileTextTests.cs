using System.Text;
using PartyReport.Drafting.Import;

namespace PartyReport.Drafting.Tests.Import;

/// <summary>A mebibyte of each: anything worse than linear would not end within the run.</summary>
public sealed class HostileTextTests
{
    [Theory]
    [InlineData("一是")]
    [InlineData("、")]
    [InlineData("（")]
    [InlineData("一、")]
    [InlineData("一、\n")]
    [InlineData("（一）")]
    [InlineData("（一）\n")]
    [InlineData("一是，二是，三是，")]
    [InlineData("。一是")]
    [InlineData("一是\n")]
    [InlineData("一是一、")]
    [InlineData("一")]
    [InlineData("十")]
    [InlineData("一百零")]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData(" ")]
    [InlineData("　\n")]
    [InlineData("2023年12月20日\n")]
    [InlineData("一、甲\n2023年12月20日\n")]
    [InlineData("特此报告\n")]
    [InlineData("𠮷")]
    [InlineData("\uD842")]
    public void A_mebibyte_of_it_keeps_every_character(string unit)
    {
        var text = new StringBuilder("一、甲\n").Insert(3, unit, ReportDecoder.MaxBytes / unit.Length).ToString();

        var report = ReportParser.Parse(text);

        string.Concat(report.Blocks.Select(block => block.Text)).ShouldBe(text);
    }

    [Fact]
    public void Points_in_perfect_order_are_all_found()
    {
        string[] digits = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
        var numerals = Enumerable.Range(1, 99).Select(n => n < 10 ? digits[n] : (n < 20 ? "" : digits[n / 10]) + "十" + digits[n % 10]);

        var kinds = Texts.Kinds("一、甲\n" + string.Concat(numerals.Select(numeral => $"{numeral}是干。")));

        kinds.Count(kind => kind == BlockKind.Point).ShouldBe(99);
    }
}
