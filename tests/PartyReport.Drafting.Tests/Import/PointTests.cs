namespace PartyReport.Drafting.Tests.Import;

public sealed class PointTests
{
    [Fact]
    public void A_line_splits_into_its_points() =>
        Under("一是读原著。二是写心得。三是上党课。").ShouldBe(["Point: 一是读原著。", "Point: 二是写心得。", "Point: 三是上党课。"]);

    [Fact]
    public void Words_before_the_first_point_are_a_paragraph() =>
        Under("产生上述问题的主要原因：一是学得浅。二是干得少。三是闯得慢。").ShouldBe(
            ["Paragraph: 产生上述问题的主要原因：", "Point: 一是学得浅。", "Point: 二是干得少。", "Point: 三是闯得慢。"]);

    [Fact]
    public void Points_may_stand_on_lines_of_their_own() =>
        Under("　　一是读。\n　　二是写。").ShouldBe(["Point: 一是读。", "Point: 二是写。"]);

    [Fact]
    public void A_point_at_the_start_of_a_line_needs_no_order() =>
        Under("三是读。\n五是写。").ShouldBe(["Point: 三是读。", "Point: 五是写。"]);

    [Fact]
    public void A_line_may_continue_the_points_of_the_section() =>
        Under("一是读。\n同时，二是写。").ShouldBe(["Point: 一是读。", "Paragraph: 同时，", "Point: 二是写。"]);

    [Fact]
    public void A_later_line_may_start_again_from_one() =>
        Under("一是读。二是写。\n原因：一是忙。二是懒。").ShouldBe(
            ["Point: 一是读。", "Point: 二是写。", "Paragraph: 原因：", "Point: 一是忙。", "Point: 二是懒。"]);

    [Fact]
    public void A_heading_ends_the_run_of_points() =>
        Under("一是读。\n（二）乙\n同时，二是写。").ShouldBe(["Point: 一是读。", "Section: （二）乙", "Paragraph: 同时，二是写。"]);

    [Fact]
    public void A_point_out_of_order_inside_a_line_is_part_of_the_text() =>
        Under("一是读，三是写。").ShouldBe(["Point: 一是读，三是写。"]);

    [Fact]
    public void A_line_does_not_start_again_from_one() =>
        Under("一是读；一是写；二是说。").ShouldBe(["Point: 一是读；一是写；", "Point: 二是说。"]);

    [Fact]
    public void A_heading_line_may_carry_its_points() =>
        Under("（一）抓学习。一是读。二是写。").ShouldBe(["Section: （一）抓学习。", "Point: 一是读。", "Point: 二是写。"]);

    [Theory]
    [InlineData("。")]
    [InlineData("；")]
    [InlineData("：")]
    [InlineData("！")]
    [InlineData("？")]
    [InlineData("，")]
    [InlineData("、")]
    [InlineData(";")]
    [InlineData(":")]
    [InlineData("!")]
    [InlineData("?")]
    [InlineData(",")]
    [InlineData(".")]
    [InlineData("　")]
    [InlineData("。 ")]
    [InlineData("”")]
    [InlineData("）")]
    [InlineData("——")]
    public void A_point_may_follow_whatever_ends_a_clause(string mark) =>
        Under($"原因{mark}一是忙。").ShouldBe([$"Paragraph: 原因{mark.Trim()}", "Point: 一是忙。"]);

    [Theory]
    [InlineData("这一是非必须分清。")]
    [InlineData("究其原因是劲头不足。")]
    [InlineData("原因一是忙，二是懒。")]
    [InlineData("“一是”打头。")]
    public void Words_inside_a_clause_are_no_point(string line) => Under(line).ShouldBe([$"Paragraph: {line}"]);

    [Theory]
    [InlineData("一是一、二是二，绝不含糊。")]
    [InlineData("一是一，二是二。")]
    [InlineData("讲真话，一是一、二是二。")]
    [InlineData("做到一是一、二是二的诚实。")]
    [InlineData("讲真话，一是一的作风不能丢。")]
    [InlineData("讲真话，一是一")]
    public void The_idiom_one_is_one_and_two_is_two_is_no_point(string line) => Under(line).ShouldBe([$"Paragraph: {line}"]);

    [Theory]
    [InlineData("一是一体推进改革。")]
    [InlineData("一是一、二季度抓学习。")]
    [InlineData("三是三会一课不断线。")]
    public void A_point_may_begin_with_its_own_number(string line) => Under(line).ShouldBe([$"Point: {line}"]);

    [Theory]
    [InlineData("十是写。")]
    [InlineData("十一是写。")]
    [InlineData("二十一是写。")]
    public void Points_count_beyond_nine(string line) => Under(line).ShouldBe([$"Point: {line}"]);

    [Fact]
    public void Points_before_the_first_heading_have_no_parent() =>
        Texts.Outlined("按照要求，一是述职。\n一、工作").ShouldBe(["LeadIn: 按照要求，", "Point: 一是述职。", "Chapter: 一、工作"]);

    private static string[] Under(string lines) => Texts.Outlined($"一、总则\n{lines}")[1..];
}
