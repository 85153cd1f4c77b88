namespace PartyReport.Drafting.Import;

internal static class ChineseNumeral
{
    private const string Digits = "一二三四五六七八九";

    /// <summary>The number at the start, 一 to 九百九十九, and the characters it takes; both 0 when there is none.</summary>
    public static (int Value, int Length) Read(ReadOnlySpan<char> text)
    {
        var hundreds = At(text, 1) == '百' ? Digit(text, 0) : 0;
        var start = hundreds > 0 ? 2 : 0;
        var (rest, length) = hundreds > 0 && At(text, start) == '零' ? AfterZero(text, start) : BelowHundred(text, start, hundreds > 0);
        return ((hundreds * 100) + rest, start + length);
    }

    private static (int Value, int Length) AfterZero(ReadOnlySpan<char> text, int at) =>
        Digit(text, at + 1) is > 0 and var unit ? (unit, 2) : (0, 0);

    private static (int Value, int Length) BelowHundred(ReadOnlySpan<char> text, int at, bool afterHundred)
    {
        var first = Digit(text, at);
        var ten = first > 0 ? 1 : 0;
        // 一百一 is short for 110, but nobody numbers a heading that way.
        if (At(text, at + ten) != '十') return afterHundred ? (0, 0) : (first, ten);

        var unit = Digit(text, at + ten + 1);
        return ((Math.Max(first, 1) * 10) + unit, ten + (unit > 0 ? 2 : 1));
    }

    private static int Digit(ReadOnlySpan<char> text, int at) => Digits.IndexOf(At(text, at)) + 1;

    private static char At(ReadOnlySpan<char> text, int at) => at < text.Length ? text[at] : '\0';
}
