using System.Diagnostics;
using System.IO.Compression;
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

    [Theory]
    [InlineData(0, false)]
    [InlineData(1_000, false)]
    [InlineData(300_000, true)]
    public void A_body_comes_as_it_was_recorded_and_a_large_one_travels_packed(int length, bool packed)
    {
        var body = Text(length);

        var message = JsonSerializer.Serialize(Sent(body), WireJson.Options);

        (message.Length < length).ShouldBe(packed);
        Received(message).ShouldBe(body);
    }

    [Fact]
    public void What_does_not_become_smaller_travels_as_it_is()
    {
        var body = new byte[100_000];
        new Random(1).NextBytes(body);

        var message = JsonSerializer.Serialize(Sent(body), WireJson.Options);

        message.ShouldNotContain("brotli");
        Received(message).ShouldBe(body);
    }

    // As a subscriber that cannot read it sees it: what cannot be read is told of and comes again, and nothing is applied.
    [Theory]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("7")]
    [InlineData("{\"size\":5,\"brotli\":\"HALLO\"}", true)]
    [InlineData("{\"size\":4,\"brotli\":\"HALLO\"}")]
    [InlineData("{\"size\":6,\"brotli\":\"HALLO\"}")]
    [InlineData("{\"size\":-1,\"brotli\":\"HALLO\"}")]
    [InlineData("{\"size\":2147483647,\"brotli\":\"HALLO\"}")]
    [InlineData("{\"size\":\"5\",\"brotli\":7}")]
    [InlineData("{\"size\":5,\"brotli\":\"AAAA\"}")]
    public void A_body_that_is_not_what_it_says_cannot_be_read(string body, bool readable = false)
    {
        var packed = new byte[64];
        BrotliEncoder.TryCompress("hallo"u8, packed, out var length);
        var message = $$"""{"events":[{"body":{{body.Replace("HALLO", Convert.ToBase64String(packed, 0, length), StringComparison.Ordinal)}}}]}""";

        if (readable) Received(message).ShouldBe("hallo"u8.ToArray());
        else Should.Throw<JsonException>(() => Received(message));
    }

    private static EventSlice Sent(byte[] body) => EventSlice.Of(Sample.Slice(0, 1, Of(1) with { Body = body }));

    private static byte[] Received(string message) => JsonSerializer.Deserialize<EventSlice>(message, WireJson.Options)!.ToSlice().Events[0].Body;

    private static byte[] Text(int length) => [.. Enumerable.Range(0, length).Select(i => (byte)('a' + (i % 7)))];

    private static RecordedEvent Of(int position) => Sample.Event(position, position) with
    {
        Headers = JsonSerializer.SerializeToUtf8Bytes(new EventHeaders(
            "a", "k", [], $"00-{ActivityTraceId.CreateRandom()}-{ActivitySpanId.CreateRandom()}-01"), WireJson.Options),
    };
}
