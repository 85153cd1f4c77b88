using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace PartyReport.Hosting;

/// <summary>One line for each entry on standard output: for people, or JSON when <c>Logging:Json</c> is true.</summary>
internal static class ConsoleLog
{
    public const string JsonSetting = "Logging:Json";
    private const string Time = "yyyy-MM-dd'T'HH:mm:ss.fff'Z' ";

    public static void AddLines(this ILoggingBuilder logging, IConfiguration config)
    {
        logging.ClearProviders();
        if (bool.TryParse(config[JsonSetting], out var json) && json) logging.AddJsonConsole(o => Utc(o));
        else logging.AddSimpleConsole(o =>
        {
            Utc(o);
            (o.SingleLine, o.ColorBehavior) = (true, LoggerColorBehavior.Disabled);
        });
    }

    private static void Utc(ConsoleFormatterOptions options) => (options.UseUtcTimestamp, options.TimestampFormat) = (true, Time);
}
