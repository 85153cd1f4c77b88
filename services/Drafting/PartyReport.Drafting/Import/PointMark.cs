namespace PartyReport.Drafting.Import;

/// <summary>Recognises 一是, 二是, … as the starts of points.</summary>
internal static class PointMark
{
    /// <summary>Where points start in the words of one line; <paramref name="last"/> is the section's latest ordinal, 0 for none.</summary>
    public static List<int> Find(ReadOnlySpan<char> words, ref int last)
    {
        List<int> found = [];
        for (var at = 0; at < words.Length; at++)
        {
            if (at > 0 && !Punctuation.EndsClause(words[at - 1])) continue;

            var ordinal = OrdinalOf(words[at..]);
            if (ordinal == 0) continue;
            // A line's start is trusted; inside a line only the order tells a point from a clause such as ，三是….
            if (at > 0 && ordinal != last + 1 && (ordinal != 1 || found.Count > 0)) continue;

            found.Add(at);
            last = ordinal;
        }
        return found;
    }

    public static bool IsIn(ReadOnlySpan<char> words)
    {
        var last = 0;
        return Find(words, ref last).Count > 0;
    }

    private static int OrdinalOf(ReadOnlySpan<char> words)
    {
        var (ordinal, length) = ChineseNumeral.Read(words);
        return length > 0 && words[length..] is ['是', .. var rest] && !IsIdiom(ordinal, rest) ? ordinal : 0;
    }

    // 一是一、二是二 calls a spade a spade; 一是一体推进… and 三是三、四季度… are points.
    private static bool IsIdiom(int ordinal, ReadOnlySpan<char> rest)
    {
        var (same, length) = ChineseNumeral.Read(rest);
        if (same != ordinal) return false;

        return rest[length..] switch
        {
            [] or ['的', ..] => true,
            ['、', .. var next] => next[ChineseNumeral.Read(next).Length..] is ['是', ..],
            [var mark, ..] => Punctuation.EndsClause(mark)
        };
    }
}
