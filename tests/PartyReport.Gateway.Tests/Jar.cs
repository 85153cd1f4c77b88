namespace PartyReport.Gateway.Tests;

/// <summary>
/// A browser's cookies at the gateway, told apart by what takes them along. An ordinary container leaves secure ones out on plain http.
/// </summary>
internal sealed class Jar
{
    private readonly Dictionary<string, (string Value, bool Strict)> _cookies = [];

    public IReadOnlyCollection<string> Names => _cookies.Keys;

    /// <summary>The whole of it when our own page leads somewhere; without the strict ones when another site does.</summary>
    public string? Header(bool crossSite) =>
        string.Join("; ", _cookies.Where(c => !(crossSite && c.Value.Strict)).Select(c => $"{c.Key}={c.Value.Value}")) is { Length: > 0 } header ? header : null;

    public void Take(HttpResponseMessage response)
    {
        foreach (var set in response.Headers.TryGetValues("Set-Cookie", out var all) ? all : [])
        {
            var parts = set.Split(';', StringSplitOptions.TrimEntries);
            var (name, value) = (parts[0][..parts[0].IndexOf('=', StringComparison.Ordinal)], parts[0][(parts[0].IndexOf('=', StringComparison.Ordinal) + 1)..]);
            parts.ShouldContain("secure", set);
            parts.ShouldContain("httponly", set);
            if (value.Length == 0) _cookies.Remove(name);
            else _cookies[name] = (value, parts.Contains("samesite=strict"));
        }
    }

    public Jar Copy()
    {
        var copy = new Jar();
        foreach (var (name, cookie) in _cookies) copy._cookies[name] = cookie;
        return copy;
    }
}
