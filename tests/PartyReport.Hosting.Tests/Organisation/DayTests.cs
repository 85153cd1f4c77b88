namespace PartyReport.Hosting.Tests;

public sealed class DayTests
{
    [Theory]
    [InlineData("2025-12-31T15:59:59.9999999Z", "2025-12-31")]
    [InlineData("2025-12-31T16:00:00.0000000Z", "2026-01-01")]
    [InlineData("2026-01-01T00:00:00.0000000Z", "2026-01-01")]
    [InlineData("2026-06-30T23:59:59.0000000Z", "2026-07-01")]
    public void The_day_of_an_instant_is_that_of_beijing(string instant, string day)
    {
        var culture = System.Globalization.CultureInfo.InvariantCulture;
        var at = DateTimeOffset.ParseExact(instant, "yyyy-MM-dd'T'HH:mm:ss.fffffffK", culture);

        var answer = Day.Of(at);

        answer.ToString("yyyy-MM-dd", culture).ShouldBe(day);
        Day.Of(at.ToOffset(TimeSpan.FromHours(-9))).ShouldBe(answer);
    }
}
