using PartyReport.Contracts;

namespace PartyReport.Load;

/// <summary>The event that the load writes.</summary>
[Event("load.measured")]
internal sealed record Measured(string Text)
{
    /// <summary>An event whose bytes in the log are as long as the body of the raw ways.</summary>
    public static readonly Measured OneKibibyte = new(new string('x', Workload.BodyBytes - """{"text":""}""".Length));
}
