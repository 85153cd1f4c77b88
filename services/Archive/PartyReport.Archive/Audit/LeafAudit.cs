using System.Globalization;
using System.Text.Json;
using PartyReport.Contracts;
using PartyReport.Contracts.Drafting;
using PartyReport.Contracts.Review;
using PartyReport.Eventing;

namespace PartyReport.Archive;

/// <summary>Holds each leaf against the event that it is made of, and that event against the texts that it names.</summary>
internal sealed class LeafAudit(Session session, TextAudit texts, Faults faults)
{
    private static readonly string Revised = EventCatalog.NameOf(typeof(ReportRevised));
    private static readonly string Decided = EventCatalog.NameOf(typeof(DecisionMade));

    public long Count { get; private set; }

    public async Task Check(AuditRow row)
    {
        faults.Unless(row.Idx == Count, $"leaf {Count}: missing, the next one there is {row.Idx}");
        Count = row.Idx + 1;
        try
        {
            await CheckRow(row);
        }
        // Bytes that were changed need not be an event any more; the audit goes on to the next leaf.
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException or KeyNotFoundException or ArgumentException)
        {
            faults.Add($"{row.Name}: its event cannot be read any more ({e.GetType().Name})");
        }
    }

    private async Task CheckRow(AuditRow row)
    {
        faults.Unless(Merkle.Leaf(row.Leaf).AsSpan().SequenceEqual(row.LeafHash), $"{row.Name}: the leaf no longer has its hash");
        var happening = Read(row);
        var headers = happening.ReadHeaders();
        var facts = Facts.Of(row.Body);
        faults.Unless(
            row.Actor == headers.Actor && row.Report == facts.Report?.ToString("D") && row.Revision == facts.Revision && row.Hash == facts.Hash,
            $"{row.Name}: the columns of the trail differ from its event");
        if (!Leaf.Of(happening, headers, facts, row.Early).AsSpan().SequenceEqual(row.Leaf))
        {
            // What another event names proves nothing about the texts.
            faults.Add($"{row.Name}: its event is not the one that was logged");
            return;
        }
        foreach (var wrong in facts.Contents.Where(c => Content.HashOf(c.Text) != c.Sha256))
            faults.Add($"block {wrong.Sha256} of {row.Name}: the text in the event no longer has this hash");
        await texts.Check(session, Uses(row, facts), row.Name, faults);
    }

    private HashSet<string> Uses(AuditRow row, Facts facts)
    {
        var used = facts.Contents.Select(c => c.Sha256).ToHashSet();
        if (row.Type == Revised) used.UnionWith(Manifested(row));
        if (row.Type == Decided) used.UnionWith(Said(JsonSerializer.Deserialize<DecisionMade>(row.Body, WireJson.Options)!));
        return used;
    }

    private IEnumerable<string> Manifested(AuditRow row)
    {
        var revised = JsonSerializer.Deserialize<ReportRevised>(row.Body, WireJson.Options)!;
        faults.Unless(Manifest.HashOf(revised.Manifest) == revised.Hash, $"{row.Name}: its manifest does not have the revision's hash");
        return revised.Manifest.Select(e => e.Sha256);
    }

    private static IEnumerable<string> Said(DecisionMade decision) =>
        decision.Remarks.Select(r => r.Sha256).Concat(decision.Opinion is { } opinion ? [opinion] : []);

    private static Happening Read(AuditRow row) => new()
    {
        Publisher = row.Publisher, Stream = Guid.ParseExact(row.Stream, "D"), Version = row.Version, Type = row.Type,
        SchemaVersion = row.SchemaVersion, Headers = row.Headers, Body = row.Body,
        OccurredAt = DateTimeOffset.ParseExact(row.OccurredAt, Leaf.Instant, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal),
    };
}
