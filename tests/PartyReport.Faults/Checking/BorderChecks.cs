using System.Text.Json;
using PartyReport.Contracts;
using PartyReport.Contracts.Directory;
using PartyReport.Contracts.Notification.Http;

namespace PartyReport.Faults;

/// <summary>I12: whoever belongs to another unit gets nothing of this one.</summary>
internal static class BorderChecks
{
    /// <summary>Secretary of the civil affairs bureau, who looks after no unit that reports here.</summary>
    public static readonly Guid Outsider = DemoCounty.Id(0x10a);

    public static IEnumerable<Violation> Kept(Evidence evidence) =>
        from attempt in evidence.History
        where attempt.Who == Outsider && attempt.Status == 200
        where !attempt.Path.StartsWith("/api/notices", StringComparison.Ordinal)
            || JsonSerializer.Deserialize<InboxView>(attempt.Answer!, WireJson.Options) is { Notices.Count: > 0 }
        select new Violation("I12", Harm.Unexpected, $"an outsider was answered {attempt.Path}");
}
