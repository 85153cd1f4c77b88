namespace PartyReport.Hosting.Tests;

public sealed class DirectoryPositionTests
{
    [Theory]
    [InlineData("1/20/300@4", 4, 1, 20, 300)]
    [InlineData("0/0/7@0", 0, 0, 0, 7)]
    public void A_position_names_shard_and_cursor(string text, int shard, long generation, long xid, long position) =>
        DirectoryPosition.Parse(text).ShouldBe(new DirectoryPosition(shard, new Eventing.Cursor(generation, xid, position)));

    [Theory]
    [InlineData(null), InlineData(""), InlineData("1/2/3"), InlineData("1/2@3"), InlineData("1/2/3@"), InlineData("1/2/3@-1"), InlineData("1/2/3@x")]
    public void Anything_else_is_none(string? text) => DirectoryPosition.Parse(text).ShouldBeNull();
}
