namespace PartyReport.Matrix.Tests;

/// <summary>A product of its own: no rule was ever turned round in it.</summary>
[Collection("product")]
public sealed class RecordingTests(World world) : IClassFixture<World>
{
    [Fact]
    public async Task What_was_denied_read_from_outside_or_taken_along_is_recorded() =>
        (await Recorded.Missing(world.Door, world.Objects)).ShouldBeEmpty();
}
