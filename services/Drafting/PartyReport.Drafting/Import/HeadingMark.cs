namespace PartyReport.Drafting.Import;

/// <summary>Recognises 一、 as a chapter and （一） or ㈠ as a section.</summary>
internal static class HeadingMark
{
    // What a pair of numbers counts in 一、二季度 or 二、三支部: then 、 joins two numbers and opens no chapter.
    private static readonly string[] Counted =
    [
        "、", "季", "月", "日", "年级", "级", "类", "等", "批", "期", "号", "线", "档", "组", "班", "楼", "层", "把手", "产业", "支部", "党支部", "党小组", "总支"
    ];

    /// <summary>Chapter, Section or null, for the words of one line.</summary>
    public static BlockKind? Of(ReadOnlySpan<char> words) =>
        IsSection(words) ? BlockKind.Section : IsChapter(words) ? BlockKind.Chapter : null;

    private static bool IsSection(ReadOnlySpan<char> words)
    {
        if (words is [>= '㈠' and <= '㈩', ..]) return true;
        if (words is not ['（' or '(', .. var inside]) return false;

        var (_, length) = ChineseNumeral.Read(inside);
        return length > 0 && inside[length..] is ['）' or ')', ..];
    }

    private static bool IsChapter(ReadOnlySpan<char> words)
    {
        var (ordinal, length) = ChineseNumeral.Read(words);
        return length > 0 && words[length..] is ['、', .. var rest] && !IsPairOfNumbers(ordinal, rest);
    }

    // 一、一季度工作 is a heading all the same: a pair counts upwards.
    private static bool IsPairOfNumbers(int first, ReadOnlySpan<char> rest)
    {
        var (second, length) = ChineseNumeral.Read(rest);
        if (second <= first) return false;

        foreach (var counted in Counted)
            if (rest[length..].StartsWith(counted)) return true;
        return false;
    }
}
