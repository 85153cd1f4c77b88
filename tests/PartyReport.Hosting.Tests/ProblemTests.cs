namespace PartyReport.Hosting.Tests;

public sealed class ProblemTests
{
    [Fact]
    public async Task A_refusal_is_a_problem_document()
    {
        await using var server = await Server.Start();

        var reply = await server.Post("""{"amount":0,"note":"述"}""");

        reply.MediaType.ShouldBe("application/problem+json");
        (reply["type"], reply["title"], reply["code"]).ShouldBe(
            ("urn:partyreport:counter.amount-zero", "counter.amount-zero", "counter.amount-zero"));
        (reply["status"], reply["detail"]).ShouldBe(("422", "Name an amount other than 0."));
    }

    [Theory]
    [InlineData("Production")]
    [InlineData("Development")]
    public async Task Malformed_json_is_refused(string environment)
    {
        await using var server = await Server.Start(environment);

        var reply = await server.Post("""{"amount":1,"note":""");

        reply.Refused.ShouldBe((400, "request.malformed"));
        reply["detail"].ShouldNotBeNullOrEmpty();
    }

    [Theory]
    [InlineData("""{"amount":1,"note":"x","more":1}""", "more")]
    [InlineData("""{"amount":1}""", "note")]
    [InlineData("""{"note":"x"}""", "amount")]
    [InlineData("""{"amount":"1","note":"x"}""", "amount")]
    [InlineData("""{"amount":1,"note":null}""", "note")]
    [InlineData("""{"amount":99999999999,"note":"x"}""", "amount")]
    public async Task A_body_of_the_wrong_shape_is_refused_with_the_name_of_the_place(string body, string place)
    {
        await using var server = await Server.Start();

        var reply = await server.Post(body);

        reply.Refused.ShouldBe((400, "request.malformed"));
        reply["detail"].ShouldNotBeNull().ShouldContain(place);
        (await server.Events()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_corrected_body_may_keep_the_key_of_the_malformed_one()
    {
        await using var server = await Server.Start();
        await server.Post("{");

        var reply = await server.Post();

        reply.Status.ShouldBe(201);
    }

    [Theory]
    [InlineData("/api/counters/no-id", 404)]
    [InlineData("/nowhere", 404)]
    public async Task An_unknown_address_is_a_problem_too(string address, int status)
    {
        await using var server = await Server.Start();

        var reply = await server.Get(address, Server.Person.ToString());

        (reply.Status, reply.MediaType).ShouldBe((status, "application/problem+json"));
        reply["code"].ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task A_bug_is_answered_without_its_inside()
    {
        await using var server = await Server.Start();

        var reply = await server.Get("/api/counters/broken", Server.Person.ToString());

        (reply.Status, reply.MediaType).ShouldBe((500, "application/problem+json"));
        reply.Text.ShouldNotContain("secret");
        reply["code"].ShouldNotBe("request.malformed");
    }

    [Fact]
    public async Task An_answer_keeps_chinese_text_readable()
    {
        await using var server = await Server.Start();

        var reply = await server.Post();

        reply.Text.ShouldContain("\"note\":\"述\"");
    }
}
