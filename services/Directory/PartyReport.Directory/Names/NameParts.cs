namespace PartyReport.Directory.Names;

/// <summary>The parts of a name that it is found by.</summary>
internal static class NameParts
{
    private const int MaxInitials = 8;

    /// <summary>What a text is looked for by: its pairs of neighbouring characters, or its only character.</summary>
    public static IEnumerable<string> Of(string text)
    {
        var folded = text.ToUpperInvariant();
        return folded.Length == 1 ? ["n" + folded] : Pairs(folded).Distinct();
    }

    /// <summary>What a whole name is entered under: its pairs and its single characters, some perhaps twice.</summary>
    public static IEnumerable<string> OfWhole(string name)
    {
        var folded = name.ToUpperInvariant();
        foreach (var pair in Pairs(folded)) yield return pair;
        foreach (var c in folded) yield return "n" + c;
    }

    private static IEnumerable<string> Pairs(string folded)
    {
        for (var i = 1; i < folded.Length; i++) yield return string.Concat("n", folded.AsSpan(i - 1, 2));
    }

    public static string OfInitials(string initials) =>
        "i" + (initials.Length > MaxInitials ? initials[..MaxInitials] : initials).ToLowerInvariant();

    /// <param name="initials">Small letters, as <see cref="Initials"/> gives them.</param>
    public static IEnumerable<string> PrefixesOfInitials(string initials)
    {
        for (var n = 1; n <= Math.Min(initials.Length, MaxInitials); n++) yield return string.Concat("i", initials.AsSpan(0, n));
    }
}
