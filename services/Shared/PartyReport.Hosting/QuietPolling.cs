using System.Diagnostics;
using OpenTelemetry;

namespace PartyReport.Hosting;

/// <summary>
/// Drops statements that belong to no trace. The loops look into their tables several times a second, each of which would
/// be a trace of its own.
/// </summary>
internal sealed class QuietPolling : BaseProcessor<Activity>
{
    // At the start, so that what happens below it (a new connection is checked) is not recorded either.
    public override void OnStart(Activity data)
    {
        if (data.Source.Name != "Npgsql" || data.ParentSpanId != default) return;
        data.IsAllDataRequested = false;
        data.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
    }
}
