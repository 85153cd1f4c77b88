using Microsoft.AspNetCore.Http;

namespace PartyReport.Web;

/// <summary>Fields of a form that was sent.</summary>
internal static class Forms
{
    private const string Reused = "request.key-reused";

    /// <summary>A key for a form that is shown for the first time: what is sent twice from this page is done once.</summary>
    public static string NewKey() => $"form:{Guid.CreateVersion7():N}";

    /// <summary>
    /// The key of a form that is shown again. It stays, because the first attempt may have been carried out although nobody
    /// heard of it; only one that stands for another text must be new.
    /// </summary>
    public static string KeyAfter(string key, Problem problem) => problem.Code == Reused ? NewKey() : key;

    /// <summary>A field as text, with line ends as single line feeds: browsers send two characters whatever was there before.</summary>
    public static string Text(this IFormCollection form, string name) => form[name].ToString().Replace("\r\n", "\n", StringComparison.Ordinal);
}
