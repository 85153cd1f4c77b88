namespace PartyReport.Hosting.Tests;

public sealed class ActorTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("somebody")]
    [InlineData("{00000000-0000-0000-0000-000000000101}")]
    [InlineData("00000000000000000000000000000101")]
    public async Task Without_a_well_formed_person_nothing_is_read(string? person)
    {
        await using var server = await Server.Start();

        var reply = await server.Get(Server.Address(1), person);

        reply.Refused.ShouldBe((401, "request.person-missing"));
    }

    [Fact]
    public async Task Without_a_person_nothing_is_changed_either()
    {
        await using var server = await Server.Start();

        var reply = await server.Post(person: "nobody");

        reply.Refused.ShouldBe((401, "request.person-missing"));
        (await server.Events()).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_person_reaches_the_endpoint()
    {
        await using var server = await Server.Start();

        var reply = await server.Get(Server.Address(1), Server.Person.ToString());

        reply.Text.ShouldBe($"{Server.Person} 0");
    }

    [Fact]
    public async Task The_person_and_the_key_stand_in_the_headers_of_the_event()
    {
        await using var server = await Server.Start();
        await server.Post(key: "key-1");

        var headers = Eventing.EventTypes.ReadHeaders((await server.Events()).ShouldHaveSingleItem());

        (headers.Actor, headers.Command).ShouldBe((Server.Person.ToString(), "key-1"));
    }
}
