using PartyReport.Contracts.Drafting;

namespace PartyReport.Drafting.Reports;

/// <summary>What this year's template asks for and a report lacks. Advice only: headings are worded in many ways.</summary>
internal static class TemplateFindings
{
    public static IReadOnlyList<string> Of(IReadOnlyList<TemplateChapter> template, IEnumerable<string> chapters)
    {
        var headings = chapters.ToList();
        return [.. from chapter in template
                   where !headings.Exists(h => chapter.Keywords.Any(k => h.Contains(k, StringComparison.Ordinal)))
                   select $"没有找到“{chapter.Title}”这一章：标题中应含有 {string.Join("、", chapter.Keywords)} 之一。"];
    }
}
