using CsCheck;
using PartyReport.Drafting.Import;

namespace PartyReport.Drafting.Tests.Import;

internal static class Texts
{
    /// <summary>A short report of our own with every kind of block, mixed line ends, indents and blank lines.</summary>
    public const string Report =
        "\n　　2023年度述职报告\r\n（张三　2023年12月）\r\n\r\n各位领导、同志们：\r\n现将履职情况报告如下。\n" +
        "一、主要工作\n　　（一）抓学习\n　　一是读原著。二是写心得。\n\t三是上党课。\r　　上半年共学习六次。  \n\n" +
        "(二)抓支部\n产生问题的原因：一是人手少；二是经费紧。\n二、下步打算\n一、二季度召开两次会议。\n㈠ 补短板\n继续努力。\n" +
        "特此报告，请予评议。\n述职人：张三\n2023年12月20日\n";

    // Whatever the rules look at, and a little of what they do not.
    private static readonly string[] Tokens =
    [
        "一", "二", "三", "四", "十", "百", "零", "是", "一是", "二是", "三是", "、", "一、", "二、", "（", "）", "(", ")", "（一）", "(二)", "㈠",
        "：", "。", "，", "；", ",", ".", "”", "\r\n", "\n", "\r", "\n\n", " ", "\t", "　", "\u00A0", "\f", "\v", "\u2028", "季度", "月", "的",
        "2023年", "12月", "述职人：", "特此报告", "请予评议", "工作", "学习", "é", "a", "\uFEFF", "𠮷"
    ];

    public static readonly Gen<string> Biased = Gen.OneOf(Tokens).Array[0, 60].Select(string.Concat);

    /// <summary>Strings no decoder would hand over, halves of characters among them.</summary>
    public static readonly Gen<string> Any =
        Gen.OneOf(Biased, Gen.String, Gen.Char['\uD7F0', '\uE010'].Select(half => half.ToString()))
            .Array[0, 5].Select(string.Concat);

    /// <summary>Each block as "Kind: words", readable in a failure.</summary>
    public static string[] Outlined(string text) =>
        [.. ReportParser.Parse(text).Blocks.Select(block => $"{block.Kind}: {BlockText.Body(block.Text)}")];

    public static BlockKind[] Kinds(string text) => [.. ReportParser.Parse(text).Blocks.Select(block => block.Kind)];
}
