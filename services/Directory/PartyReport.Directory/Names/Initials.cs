namespace PartyReport.Directory.Names;

/// <summary>
/// Pinyin initials of a text: 陈志远 → czy. The product runs without ICU, so the letters come from a table made from it;
/// a surname that is read in its own way has both letters.
/// </summary>
internal static class Initials
{
    private const int MaxVariants = 8;
    private const char FirstInTable = '\u4e00', None = '-';
    private static readonly string Table = Read();

    // 单 shàn, 曾 zēng, 仇 qiú, 解 xiè, 区 ōu, 查 zhā, 覃 qín, 盖 gě, 朴 piáo, 尉 yù, 乐 yuè, 缪 miào, 翟 zhái, 种 chóng, 重 chóng, 长 zhǎng,
    // 行 háng, 冼 xiǎn, 折 shé, 乜 niè, 员 yùn, 召 shào, 洗 xiǎn, 繁 pó, 车 jū, 宓 fú, 沈 shěn, 石 dàn, 参 shēn, 都 dū, 会 kuài.
    private static readonly Dictionary<char, string> Polyphones = new()
    {
        ['单'] = "ds", ['曾'] = "cz", ['仇'] = "cq", ['解'] = "jx", ['区'] = "qo", ['查'] = "cz", ['覃'] = "tq", ['盖'] = "g",
        ['朴'] = "p", ['尉'] = "wy", ['乐'] = "ly", ['缪'] = "m", ['翟'] = "dz", ['种'] = "zc", ['重'] = "zc", ['长'] = "cz",
        ['行'] = "xh", ['冼'] = "x", ['折'] = "zs", ['乜'] = "mn", ['员'] = "y", ['召'] = "zs", ['洗'] = "x", ['繁'] = "fp",
        ['车'] = "cj", ['宓'] = "mf", ['沈'] = "sc", ['石'] = "sd", ['参'] = "cs", ['都'] = "d", ['会'] = "hk",
    };

    /// <summary>All ways to read the text, at most eight; one empty string when there is nothing to read.</summary>
    public static IReadOnlyList<string> Of(string text)
    {
        List<string> variants = [""];
        for (var i = 0; i < text.Length; i++)
        {
            var letters = Letters(text, i);
            if (letters.Length == 0) continue;
            if (variants.Count * letters.Length > MaxVariants) letters = letters[..1];
            var longer = new List<string>(variants.Count * letters.Length);
            foreach (var variant in variants)
                foreach (var letter in letters) longer.Add(variant + letter);
            variants = longer;
        }
        return variants;
    }

    // Of a word in Latin letters the first one counts, of a number each digit.
    private static string Letters(string text, int at) => text[at] switch
    {
        var c when char.IsAsciiDigit(c) => c.ToString(),
        var c when char.IsAsciiLetter(c) => at > 0 && char.IsAsciiLetter(text[at - 1]) ? "" : char.ToLowerInvariant(c).ToString(),
        var c when Polyphones.TryGetValue(c, out var letters) => letters,
        >= FirstInTable and var c when c - FirstInTable < Table.Length && Table[c - FirstInTable] != None => Table[c - FirstInTable].ToString(),
        _ => "",
    };

    private static string Read()
    {
        using var stream = typeof(Initials).Assembly.GetManifestResourceStream("initials.txt")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Replace("\n", "", StringComparison.Ordinal);
    }
}
