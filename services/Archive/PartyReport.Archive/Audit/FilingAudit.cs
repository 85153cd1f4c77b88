using System.Text.Json;
using PartyReport.Contracts;
using PartyReport.Contracts.Archive;
using PartyReport.Eventing;

namespace PartyReport.Archive;

/// <summary>Holds the register of filed reports against the events that filed them; numbers run from 1 without gaps.</summary>
internal static class FilingAudit
{
    public static async Task Run(Session session, Faults faults)
    {
        await CheckRegister(session, faults);
        await foreach (var e in session.Stream<Filed>(
            """
            select cast(e.stream as text) as report, e.body from event e left join filing f on f.report = e.stream
            where e.type = @type and f.number is null order by e.position
            """, new { type = EventCatalog.NameOf(typeof(ReportFiled)) }))
            faults.Add($"report {e.Report}: it was filed, but the register does not name it");
    }

    private static async Task CheckRegister(Session session, Faults faults)
    {
        var number = 0L;
        await foreach (var filed in session.Stream<Filed>(
            $"""
            select f.number, {Unproved.Text("f.report")} as report, {Unproved.Number(session, "f.revision")} as revision,
                   {Unproved.Text("f.hash")} as hash, {Unproved.Bytes(session, "e.body")} as body
            from filing f left join event e on e.stream = f.report and e.version = 1 and e.type = @type order by f.number
            """, new { type = EventCatalog.NameOf(typeof(ReportFiled)) }))
        {
            faults.Unless(filed.Number == number + 1, $"filing {number + 1}: missing, the next number is {filed.Number}");
            number = filed.Number;
            faults.Unless(Matches(filed), $"filing {filed.Number} of report {filed.Report}: it differs from the event that filed it");
        }
    }

    private static bool Matches(Filed filed)
    {
        if (filed.Body is null) return false;
        try
        {
            return JsonSerializer.Deserialize<ReportFiled>(filed.Body, WireJson.Options) is { } e &&
                (e.Number, e.Report.ToString("D"), e.Revision, e.Hash) == (filed.Number, filed.Report, filed.Revision, filed.Hash);
        }
        // The archive's own event was changed; the register cannot be proved by it.
        catch (JsonException)
        {
            return false;
        }
    }

    private sealed record Filed
    {
        public long Number { get; init; }
        public string Report { get; init; } = "";
        public int Revision { get; init; }
        public string Hash { get; init; } = "";
        public byte[]? Body { get; init; }
    }
}
