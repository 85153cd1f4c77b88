using System.Diagnostics;
using System.Text.Json;
using PartyReport.Contracts;

namespace PartyReport.Eventing.Tests;

public sealed class EventSliceTests
{
    [Fact]
    public void An_event_keeps_its_own_trace_in_a_slice_that_carries_several()
    {
        using var listener = new ActivityListener
        {
            ShouldListenTo = s => s.Name == Telemetry.SourceName, Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
        };
        ActivitySource.AddActivityListener(listener);
        var (first, second) = (Of(1), Of(2));
        using var span = Telemetry.Start("relay.send", ActivityKind.Producer, [first, second]);

        var sent = EventSlice.Of(Sample.Slice(0, 2, first, second));

        sent.Events[0].Via.ShouldBe(span!.Id);
        sent.Events[1].Via.ShouldBeNull();
    }

    private static RecordedEvent Of(int position) => Sample.Event(position, position) with
    {
        Headers = JsonSerializer.SerializeToUtf8Bytes(new EventHeaders(
            "a", "k", [], $"00-{ActivityTraceId.CreateRandom()}-{ActivitySpanId.CreateRandom()}-01"), WireJson.Options),
    };
}
