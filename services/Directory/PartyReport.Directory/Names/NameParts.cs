namespace PartyReport.Directory.Names;

/// <summary>The parts of a name that it is found by.</summary>
internal static class NameParts
{
    private const int MaxInitials = 8;

    /// <summary>What a text is looked for by: its pairs of neighbouring characters, or its only character.</summary>
    public static IEnumerable<string> Of(string text)
    {
        var folded = text.ToUpperInvariant();
        if (folded.Length == 1) return ["n" + folded];
        return Enumerable.Range(0, Math.Max(0, folded.Length - 1)).Select(i => $"n{folded[i]}{folded[i + 1]}").Distinct();
    }

    /// <summary>What a whole name is entered under: its pairs and its single characters.</summary>
    public static IEnumerable<string> OfWhole(string name) => Of(name).Concat(name.ToUpperInvariant().Select(c => "n" + c)).Distinct();

    public static string OfInitials(string initials) =>
        "i" + (initials.Length > MaxInitials ? initials[..MaxInitials] : initials).ToLowerInvariant();

    public static IEnumerable<string> PrefixesOfInitials(string initials) =>
        Enumerable.Range(1, Math.Min(initials.Length, MaxInitials)).Select(n => OfInitials(initials[..n]));
}
