using System.Globalization;

namespace PartyReport.Web;

/// <summary>Days and times as the pages write them: those of the People's Republic, UTC+8.</summary>
public static class Dates
{
    private static readonly TimeSpan Beijing = TimeSpan.FromHours(8);
    private static readonly string[] Weekdays = ["星期日", "星期一", "星期二", "星期三", "星期四", "星期五", "星期六"];

    /// <summary>The day that an instant falls on.</summary>
    public static DateOnly Day(DateTimeOffset instant) => DateOnly.FromDateTime(instant.ToOffset(Beijing).DateTime);

    /// <summary>12 月 8 日 10:46; with the year where it is not the reader's own.</summary>
    public static string Moment(this Language language, DateTimeOffset instant, DateTimeOffset now)
    {
        var (there, here) = (instant.ToOffset(Beijing), now.ToOffset(Beijing));
        var year = there.Year != here.Year;
        return language == Language.Chinese
            ? Write(there, year ? "yyyy 年 M 月 d 日 HH:mm" : "M 月 d 日 HH:mm")
            : Write(there, year ? "d MMM yyyy HH:mm" : "d MMM HH:mm");
    }

    /// <summary>2026 年 12 月 8 日 10:46:02: in full, where it proves something.</summary>
    public static string Exactly(this Language language, DateTimeOffset instant) =>
        Write(instant.ToOffset(Beijing), language == Language.Chinese ? "yyyy 年 M 月 d 日 HH:mm:ss" : "d MMMM yyyy HH:mm:ss '(UTC+8)'");

    /// <summary>2026 年 12 月 8 日 星期二.</summary>
    public static string Today(this Language language, DateTimeOffset now)
    {
        var here = now.ToOffset(Beijing);
        return language == Language.Chinese
            ? $"{Write(here, "yyyy 年 M 月 d 日")} {Weekdays[(int)here.DayOfWeek]}"
            : Write(here, "dddd, d MMMM yyyy");
    }

    /// <summary>2026 年 12 月 15 日.</summary>
    public static string Date(this Language language, DateOnly day) => language == Language.Chinese
        ? day.ToString("yyyy 年 M 月 d 日", CultureInfo.InvariantCulture)
        : day.ToString("d MMM yyyy", CultureInfo.InvariantCulture);

    /// <summary>For the attribute <c>datetime</c>.</summary>
    public static string Machine(DateTimeOffset instant) => Write(instant.ToOffset(Beijing), "yyyy-MM-dd'T'HH:mm:sszzz");

    private static string Write(DateTimeOffset there, string format) => there.ToString(format, CultureInfo.InvariantCulture);
}
