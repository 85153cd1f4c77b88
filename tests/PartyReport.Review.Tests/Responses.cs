using System.Net;
using System.Text.Json;

namespace PartyReport.Review.Tests;

internal static class Responses
{
    public static async Task ShouldRefuse(this HttpResponseMessage response, HttpStatusCode status, string code)
    {
        var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        response.StatusCode.ShouldBe(status, body);
        using var problem = JsonDocument.Parse(body);
        problem.RootElement.GetProperty("code").GetString().ShouldBe(code);
    }

    public static async Task ShouldBe(this Task<HttpResponseMessage> sending, HttpStatusCode status)
    {
        using var response = await sending;
        response.StatusCode.ShouldBe(status, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    public static async Task ShouldRefuse(this Task<HttpResponseMessage> sending, HttpStatusCode status, string code)
    {
        using var response = await sending;
        await response.ShouldRefuse(status, code);
    }
}
