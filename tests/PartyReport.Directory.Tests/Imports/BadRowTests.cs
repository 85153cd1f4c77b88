using System.Globalization;
using System.Text;
using PartyReport.Directory.Imports;
using PartyReport.Hosting;

namespace PartyReport.Directory.Tests;

/// <summary>Rows that cannot be read are faults of their own, and the others are read.</summary>
public sealed class BadRowTests
{
    private const string Head = "编码,名称,类别,上级编码\n";

    [Theory]
    [InlineData("A,\"甲\"乙,党委,\nB,乙,学校,\n")]
    [InlineData("A,\"甲,党委,\nB,乙,学校,\n")]
    [InlineData("A,\"甲,党委,\r\nB,乙,学校,\r\n")]
    public void A_row_with_a_broken_quotation_takes_no_other_with_it(string rows) =>
        Faults(Head + rows + "\"C\",\"丙\"\"丙\n丙\",学校,B\n").ShouldBe(
            ["2  import.csv-broken", "3 类别 unit.kind-unknown", "4 类别 unit.kind-unknown"]);

    [Fact]
    public void A_row_with_too_many_columns_and_one_with_too_long_a_cell_are_each_one_fault() =>
        Faults(Head + $"A,甲{new string(',', 40)}\nB,{new string('乙', 1_001)},{new string('学', 1_001)},A\nC,丙,学校,\n").ShouldBe(
            ["2  import.too-many-columns", "3 名称 import.cell-too-long", "4 类别 unit.kind-unknown"]);

    [Fact]
    public void A_row_that_is_longer_than_any_can_be_ends_with_its_line() =>
        Faults(Head + $"A,甲,{new string('x', 70_000)}\nB,\"乙\"乙,党委,\nC,丙,学校,\n").ShouldBe(
            ["2  import.csv-broken", "3  import.csv-broken", "4 类别 unit.kind-unknown"]);

    [Fact]
    public void A_heading_that_cannot_be_read_is_a_fault_of_the_file() =>
        Should.Throw<SheetException>(() => Read("编码,\"名称\"x\nA,甲\n")).Refusal.Code.ShouldBe("import.csv-broken");

    [Fact]
    public void Of_very_many_faults_the_first_are_listed_and_the_others_counted()
    {
        var file = new StringBuilder(Head);
        for (var i = 0; i < 10_500; i++) file.Append(CultureInfo.InvariantCulture, $"U{i},单位,学校,\n");

        var faults = Plan(file.ToString()).Faults;

        (faults.Count, faults.List.Count, faults.Unlisted).ShouldBe((10_500 + 10_499, 10_000, 10_999));
    }

    [Fact]
    public void Reading_stops_when_very_many_rows_cannot_be_read_and_says_so()
    {
        var file = new StringBuilder(Head);
        for (var i = 0; i < 1_200; i++) file.Append("\"A\"x,甲,党委,\n");

        var rows = Read(file.ToString());

        rows.Count.ShouldBe(1_002);
        rows[^1].Fault!.Detail.ShouldContain("none after this one");
        rows[^2].Fault!.Detail.ShouldNotContain("none after this one");
    }

    private static List<SheetRow> Read(string file) => Sheet.Read(Encoding.UTF8.GetBytes(file), TestContext.Current.CancellationToken);

    private static Plan<Contracts.Directory.ImportedUnit> Plan(string file) => UnitPlan.Of(Read(file), [], Guid.NewGuid, Day.Of(DateTimeOffset.UnixEpoch));

    private static IEnumerable<string> Faults(string file) => Plan(file).Faults.List.Select(f => $"{f.Line} {f.Column} {f.Code}");
}
