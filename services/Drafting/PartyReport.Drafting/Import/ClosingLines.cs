using System.Buffers;

namespace PartyReport.Drafting.Import;

/// <summary>Recognises the end of a report: 特此报告, a plea for criticism, the signature, the date.</summary>
internal static class ClosingLines
{
    private const int LongestLine = 60;
    private const int LongestSignature = 20;
    private const string YearDigits = "0123456789０１２３４５６７８９〇○零一二三四五六七八九";

    private static readonly SearchValues<char> OfYear = SearchValues.Create(YearDigits);
    private static readonly SearchValues<char> OfDate = SearchValues.Create(YearDigits + "十年月日.-/．－／ \u3000\u00A0");

    private static readonly string[] Openings =
    [
        "特此", "以上述职", "以上报告", "以上汇报", "以上是我", "以上为我", "不妥之处", "不当之处", "如有不妥", "如有不当",
        "述职完毕", "述职到此", "我的述职", "谢谢", "此致", "敬礼"
    ];

    private static readonly string[] Signers = ["述职人", "报告人", "汇报人", "签名"];
    private static readonly string[] Pleas = ["批评指正", "评议", "审议", "审查", "指正"];

    /// <summary>The first line of the closing, or the number of lines when there is none; a report without headings has none.</summary>
    public static int From(string text, List<TextLine> lines, List<BlockKind?> headings)
    {
        var lastHeading = headings.FindLastIndex(heading => heading is not null);
        var first = lines.Count;
        var signatures = 0;
        while (lastHeading >= 0 && first - 1 > lastHeading && Closes(lines[first - 1].Words(text), ref signatures)) first--;
        return first;
    }

    // Read upwards: above the date stand at most two bare lines, the office and the name.
    private static bool Closes(ReadOnlySpan<char> words, ref int signatures)
    {
        if (words.Length > LongestLine || PointMark.IsIn(words)) return false;

        var isDate = IsDate(words);
        var isSignature = signatures > 0 && words.Length <= LongestSignature && !Punctuation.IsIn(words);
        signatures = isDate ? 2 : signatures - 1;
        return isDate || isSignature || IsFormula(words);
    }

    private static bool IsFormula(ReadOnlySpan<char> words) => StartsWithOne(words, Openings) || IsSigner(words) || IsPlea(words);

    private static bool IsSigner(ReadOnlySpan<char> words)
    {
        foreach (var signer in Signers)
            if (words.StartsWith(signer) && (words.Length == signer.Length || Punctuation.EndsClause(words[signer.Length]))) return true;
        return false;
    }

    private static bool IsPlea(ReadOnlySpan<char> words)
    {
        if (!words.Contains('请')) return false;

        var plea = words.TrimEnd("。！.!");
        foreach (var end in Pleas)
            if (plea.EndsWith(end)) return true;
        return false;
    }

    private static bool StartsWithOne(ReadOnlySpan<char> words, string[] openings)
    {
        foreach (var opening in openings)
            if (words.StartsWith(opening)) return true;
        return false;
    }

    private static bool IsDate(ReadOnlySpan<char> words) =>
        words.Length > 5
        && !words[..4].ContainsAnyExcept(OfYear)
        && !words.ContainsAnyExcept(OfDate)
        && words[4..].TrimStart() is ['年' or '.' or '-' or '/' or '．' or '－' or '／', .. var monthAndDay]
        && !monthAndDay.Trim().IsEmpty;
}
