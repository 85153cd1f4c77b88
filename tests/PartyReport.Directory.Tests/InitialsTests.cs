using PartyReport.Directory.Names;

namespace PartyReport.Directory.Tests;

public sealed class InitialsTests
{
    [Theory]
    [InlineData("陈志远", "czy")]
    [InlineData("单雄信", "dxx sxx")]
    [InlineData("欧阳修", "oyx")]
    [InlineData("Li Ming 2", "lm2")]
    [InlineData("，。", "")]
    [InlineData("", "")]
    public void A_text_has_the_first_letters_of_its_pinyin(string text, string expected)
    {
        string.Join(' ', Initials.Of(text)).ShouldBe(expected);
    }

    [Fact]
    public void A_text_of_many_ways_has_eight() => Initials.Of("单单单单单").Count.ShouldBe(8);
}
