using System.Buffers;

namespace PartyReport.Drafting.Import;

internal static class Punctuation
{
    private const string Sentence = "。；：！？，、…—;:!?,.";
    // Not the straight quotes: they open as often as they close.
    private const string Closers = "”’」』》〉】〕）)]}";

    private static readonly SearchValues<char> OfSentence = SearchValues.Create(Sentence);
    private static readonly SearchValues<char> OfClause = SearchValues.Create(Sentence + Closers);

    /// <summary>Whether a new clause may start after this character.</summary>
    public static bool EndsClause(char last) => OfClause.Contains(last) || char.IsWhiteSpace(last);

    public static bool EndsSentence(ReadOnlySpan<char> words) =>
        words.TrimEnd(Closers) is [.., var last] && OfSentence.Contains(last);

    public static bool IsIn(ReadOnlySpan<char> words) => words.ContainsAny(OfSentence);
}
