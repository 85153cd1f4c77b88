using System.Globalization;
using System.Net;
using System.Text.Json;

namespace PartyReport.Gateway.Tests;

/// <summary>What somebody who attacks is told: that it is refused, under which code, and nothing else.</summary>
internal static class Refusals
{
    private static readonly string[] Members = ["code", "detail", "status", "title", "type"];
    private static readonly string[] Telling = ["   at ", "Exception", "127.0.0.1", "localhost", "/home/", "/tmp/", "PartyReport.", "traceparent", "prk_"];

    /// <summary>Asserts that a refusal has the members of every refusal and no other, and nothing of the request or of the inside in them.</summary>
    /// <param name="said">What the request said: ids, addresses, secrets.</param>
    /// <returns>The body without the number of its trace, to be compared with another.</returns>
    public static async Task<string> ShouldReveal(this HttpResponseMessage response, HttpStatusCode status, string code, params string[] said)
    {
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        response.StatusCode.ShouldBe(status, text);
        (response.Content.Headers.ContentType?.MediaType).ShouldBe("application/problem+json", text);
        return Refused(text, code, status, said);
    }

    /// <summary>The same of a body that was read.</summary>
    public static string Refused(string text, string code, HttpStatusCode status, params string[] said)
    {
        var members = JsonDocument.Parse(text).RootElement.EnumerateObject().Where(m => m.Name != "traceId").ToDictionary(m => m.Name, m => m.Value.ToString());
        members.Keys.Order().SequenceEqual(Members).ShouldBeTrue(text);
        (members["code"], members["title"], members["type"], members["status"])
            .ShouldBe((code, code, "urn:partyreport:" + code, ((int)status).ToString(CultureInfo.InvariantCulture)));
        foreach (var word in Telling.Concat(said.Where(s => s.Length > 1))) text.ShouldNotContain(word, Case.Insensitive);
        return string.Join('\n', members.OrderBy(m => m.Key, StringComparer.Ordinal));
    }
}
