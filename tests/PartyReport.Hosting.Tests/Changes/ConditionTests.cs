namespace PartyReport.Hosting.Tests;

public sealed class ConditionTests
{
    [Theory]
    [InlineData(null, 428, "request.if-match-missing")]
    [InlineData("\"7\"", 412, "request.stale")]
    [InlineData("1", 412, "request.stale")]
    public async Task A_change_of_something_unseen_is_refused(string? ifMatch, int status, string code)
    {
        await using var server = await Server.Start();
        await server.Post();

        var reply = await server.Post(key: "change", method: HttpMethod.Put, ifMatch: ifMatch);

        reply.Refused.ShouldBe((status, code));
        (await server.Events()).Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("\"1\"")]
    [InlineData("*")]
    public async Task A_change_of_what_was_seen_is_done(string ifMatch)
    {
        await using var server = await Server.Start();
        var seen = await server.Post();

        var reply = await server.Post(key: "change", method: HttpMethod.Put, ifMatch: ifMatch);

        seen.ETag.ShouldBe("\"1\"");
        (reply.Status, reply.ETag).ShouldBe((201, "\"2\""));
    }

    [Fact]
    public async Task A_repeated_change_is_answered_although_its_condition_has_become_stale()
    {
        await using var server = await Server.Start();
        await server.Post();
        var first = await server.Post(key: "change", method: HttpMethod.Put, ifMatch: "\"1\"");

        var second = await server.Post(key: "change", method: HttpMethod.Put, ifMatch: "\"1\"");

        second.Text.ShouldBe(first.Text);
    }
}
