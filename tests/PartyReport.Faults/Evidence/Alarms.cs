using System.Globalization;
using System.Text.RegularExpressions;

namespace PartyReport.Faults;

/// <summary>What the services said on their logs that is a warning or worse.</summary>
internal static partial class Alarms
{
    public static List<AlarmRow> Read(string logs) =>
    [
        .. from service in Tables.Services.Append("gateway")
           let file = Path.Combine(logs, service + ".log")
           where File.Exists(file)
           from line in Lines(file)
           let match = Line().Match(line)
           where match.Success
           select new AlarmRow(service, match.Groups[2].Value, DateTimeOffset.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture), match.Groups[3].Value),
    ];

    // The service still writes to it.
    private static IEnumerable<string> Lines(string file)
    {
        using var reader = new StreamReader(new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        while (reader.ReadLine() is { } line) yield return line;
    }

    [GeneratedRegex(@"^(\S+Z) (warn|fail|crit): (.*)$")]
    private static partial Regex Line();
}
