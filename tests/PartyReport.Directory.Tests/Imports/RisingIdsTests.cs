using PartyReport.Directory.Imports;

namespace PartyReport.Directory.Tests;

public sealed class RisingIdsTests
{
    [Fact]
    public void Each_id_is_greater_than_the_one_before_also_where_the_counter_carries_over()
    {
        var ids = new RisingIds(new DateTimeOffset(2026, 11, 25, 0, 0, 0, TimeSpan.Zero));

        // The counter's parts hold 4, 14 and 12 bits.
        var made = Enumerable.Range(0, 600_000).Select(_ => $"{ids.Next():N}").ToList();

        made.ShouldBe(made.Order(StringComparer.Ordinal));
        made.Distinct().Count().ShouldBe(made.Count);
        made.ShouldAllBe(id => id[12] == '7' && "89ab".Contains(id[16]));
    }
}
