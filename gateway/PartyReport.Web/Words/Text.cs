namespace PartyReport.Web;

/// <summary>A text of the pages in both languages; neither can be forgotten.</summary>
/// <param name="Chinese">zh-CN, with <c>{0}</c> where a value goes.</param>
/// <param name="English">en, with the same places.</param>
public readonly record struct Text(string Chinese, string English);
