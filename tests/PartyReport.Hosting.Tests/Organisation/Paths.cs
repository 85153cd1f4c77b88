using System.Globalization;
using PartyReport.Eventing;

namespace PartyReport.Hosting.Tests;

internal static class Paths
{
    /// <summary>Where a unit stands, as the ids from the top to itself; null when it has no place.</summary>
    public static Task<string?> PathOf(this EventLog log, Guid unit) => log.Read(async s =>
    {
        var units = (await s.Query<Place>("select number, unit, path from organisation_path", new { })).ToDictionary(p => p.Number);
        return units.Values.FirstOrDefault(p => p.Unit == unit) is { } place
            ? string.Join('/', place.Path.Split('/').Select(n => n.Length == 0 ? n : units[int.Parse(n, CultureInfo.InvariantCulture)].Unit.ToString()))
            : null;
    });

    private sealed record Place
    {
        public int Number { get; init; }
        public Guid Unit { get; init; }
        public string Path { get; init; } = "";
    }
}
