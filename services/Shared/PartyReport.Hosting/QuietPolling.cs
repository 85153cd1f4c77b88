using System.Diagnostics;
using OpenTelemetry;

namespace PartyReport.Hosting;

/// <summary>
/// Drops statements that belong to no trace. The loops look into their tables several times a second, each of which would
/// be a trace of its own.
/// </summary>
internal sealed class QuietPolling : BaseProcessor<Activity>
{
    public override void OnEnd(Activity data)
    {
        if (data.Source.Name == "Npgsql" && data.ParentSpanId == default) data.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
    }
}
