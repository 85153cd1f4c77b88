namespace PartyReport.Verify.Tests;

public sealed class TilePathTests
{
    [Theory]
    [InlineData(0, 0, 256, "tile/0/000")]
    [InlineData(0, 999, 256, "tile/0/999")]
    [InlineData(1, 1000, 256, "tile/1/x001/000")]
    [InlineData(2, 1_234_067, 256, "tile/2/x001/x234/067")]
    [InlineData(0, 273, 112, "tile/0/273.p/112")]
    [InlineData(0, 1_234_067, 1, "tile/0/x001/x234/067.p/1")]
    [InlineData(0, 36_028_797_018_963_967, 255, "tile/0/x036/x028/x797/x018/x963/967.p/255")]
    public void A_tiles_path_groups_its_index_by_three_digits(int level, long index, int width, string path) =>
        TilePath.Hashes(level, index, width).ToString().ShouldBe(path);

    [Fact]
    public void A_bundles_path_is_a_tiles_under_entries() =>
        TilePath.Entries(67_002, 8).ToString().ShouldBe("tile/entries/x067/002.p/8");
}
