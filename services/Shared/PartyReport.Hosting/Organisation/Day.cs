namespace PartyReport.Hosting;

/// <summary>Days are those of the People's Republic: UTC+8, without summer time.</summary>
public static class Day
{
    private static readonly TimeSpan Beijing = TimeSpan.FromHours(8);

    /// <summary>The day that an instant falls on.</summary>
    public static DateOnly Of(DateTimeOffset instant) => DateOnly.FromDateTime(instant.ToOffset(Beijing).DateTime);
}
