using PartyReport.Servers;

namespace PartyReport.Hosting.Tests;

public abstract class IdempotencyTests(Engine engine)
{
    private const string Other = """{"amount":2,"note":"述"}""";

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public async Task A_change_without_a_key_is_refused(string? key)
    {
        await using var server = await Server.Start(engine: engine);

        var reply = await server.Post(key: key);

        reply.Refused.ShouldBe((400, "request.key-missing"));
        (await server.Events()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(200, 201)]
    [InlineData(201, 400)]
    public async Task A_key_has_at_most_two_hundred_characters(int length, int status)
    {
        await using var server = await Server.Start(engine: engine);

        var reply = await server.Post(key: new string('k', length));

        reply.Status.ShouldBe(status);
    }

    [Fact]
    public async Task The_same_command_again_gets_the_same_bytes_and_does_nothing()
    {
        await using var server = await Server.Start(engine: engine);
        var first = await server.Post();
        await server.Post(key: "another");

        var second = await server.Post();

        first.Status.ShouldBe(201);
        second.Body.ShouldBe(first.Body);
        (second with { Body = first.Body }).ShouldBe(first);
        (await server.Events()).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Another_body_under_the_same_key_is_refused()
    {
        await using var server = await Server.Start(engine: engine);
        await server.Post();

        var reply = await server.Post(Other);

        reply.Refused.ShouldBe((409, "request.key-reused"));
        (await server.Events()).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Another_address_query_or_method_under_the_same_key_is_refused()
    {
        await using var server = await Server.Start(engine: engine);
        await server.Post();

        var replies = new[]
        {
            await server.Post(counter: 2), await server.Post(query: "?a=1"), await server.Post(method: HttpMethod.Put, ifMatch: "*"),
        };

        replies.Select(r => r.Refused).ShouldAllBe(r => r.Status == 409 && r.Code == "request.key-reused");
    }

    [Fact]
    public async Task The_same_key_of_another_person_is_another_command()
    {
        await using var server = await Server.Start(engine: engine);
        await server.Post();

        var reply = await server.Post(Other, person: "00000000-0000-0000-0000-000000000102");

        reply.Status.ShouldBe(201);
        reply["total"].ShouldBe("3");
    }

    [Fact]
    public async Task A_refused_command_leaves_its_key_free()
    {
        await using var server = await Server.Start(engine: engine);
        var refused = await server.Post("""{"amount":0,"note":"述"}""");

        var reply = await server.Post();

        refused.Refused.ShouldBe((422, "counter.amount-zero"));
        reply.Status.ShouldBe(201);
    }

    [Fact]
    public async Task Ten_equal_commands_at_once_have_one_effect_and_ten_equal_answers()
    {
        await using var server = await Server.Start(engine: engine);

        var replies = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => server.Post()));

        replies.ShouldAllBe(r => r.Status == 201 && r.Text == replies[0].Text && r.ETag == "\"1\"" && r.Location == replies[0].Location);
        (await server.Events()).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Two_commands_that_meet_on_one_stream_are_both_done_one_after_the_other()
    {
        await using var server = await Server.Start(engine: engine);
        var met = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var arrived = 0;
        server.Counters.Between = () =>
        {
            if (Interlocked.Increment(ref arrived) == 2) met.SetResult();
            return met.Task;
        };

        var replies = await Task.WhenAll(server.Post(key: "a"), server.Post(Other, key: "b"));

        replies.ShouldAllBe(r => r.Status == 201);
        replies.Select(r => r["version"]).Order().ShouldBe(["1", "2"]);
        replies.Single(r => r["version"] == "2")["total"].ShouldBe("3");
        arrived.ShouldBe(3);
    }

    [Fact]
    public async Task A_stream_that_never_rests_is_answered_as_busy()
    {
        await using var server = await Server.Start(engine: engine);
        server.Counters.Between = () => throw new Eventing.LostRaceException("always");

        var reply = await server.Post();

        reply.Refused.ShouldBe((409, "request.busy"));
    }
}

public sealed class IdempotencyOnSqliteTests() : IdempotencyTests(Engine.Sqlite);

public sealed class IdempotencyOnPostgresTests() : IdempotencyTests(Engine.Postgres);
