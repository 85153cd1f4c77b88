using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace PartyReport.Web;

/// <summary>The reader's language: what they chose, else what their browser asks for, else Chinese.</summary>
public sealed class Language
{
    /// <summary>zh-CN.</summary>
    public static readonly Language Chinese = new("zh-CN");

    /// <summary>en.</summary>
    public static readonly Language English = new("en");

    private Language(string tag) => Tag = tag;

    /// <summary>Value of the attribute <c>lang</c>.</summary>
    public string Tag { get; }

    /// <summary>A text in this language.</summary>
    public string this[Text text] => this == Chinese ? text.Chinese : text.English;

    /// <summary>A text with values in its places.</summary>
    public string Say(Text text, params object?[] values) => string.Format(CultureInfo.InvariantCulture, this[text], values);

    /// <summary>The language of that tag, or null.</summary>
    public static Language? Of(string? tag) => tag == Chinese.Tag ? Chinese : tag == English.Tag ? English : null;

    internal static Language Of(HttpRequest request) =>
        Of(request.Cookies[Preferences.LanguageCookie]) ?? Preferred(request.GetTypedHeaders().AcceptLanguage.ToList()) ?? Chinese;

    private static Language? Preferred(List<Microsoft.Net.Http.Headers.StringWithQualityHeaderValue> wanted) =>
        wanted.Where(w => w.Quality is not 0).OrderByDescending(w => w.Quality ?? 1)
            .Select(w => w.Value.Value ?? "")
            .Select(tag => tag.StartsWith("zh", StringComparison.OrdinalIgnoreCase) ? Chinese
                : tag.StartsWith("en", StringComparison.OrdinalIgnoreCase) ? English : null)
            .FirstOrDefault(l => l is not null);
}
