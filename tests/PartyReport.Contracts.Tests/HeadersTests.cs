using System.Text;
using System.Text.Json;

namespace PartyReport.Contracts.Tests;

public sealed class HeadersTests
{
    [Fact]
    public void Headers_become_the_bytes_of_their_golden_file()
    {
        var headers = Samples.Headers;

        var bytes = JsonSerializer.SerializeToUtf8Bytes(headers, WireJson.Options);

        bytes.ShouldBe(Golden.Bytes("headers.json"));
    }

    [Fact]
    public void Golden_headers_read_back_and_become_the_same_bytes()
    {
        var read = JsonSerializer.Deserialize<EventHeaders>(Golden.Bytes("headers.json"), WireJson.Options);

        JsonSerializer.SerializeToUtf8Bytes(read, WireJson.Options).ShouldBe(Golden.Bytes("headers.json"));
    }

    [Fact]
    public void What_is_absent_is_left_out()
    {
        var headers = new EventHeaders("service:review", "k", []);

        var text = Encoding.UTF8.GetString(JsonSerializer.SerializeToUtf8Bytes(headers, WireJson.Options));

        text.ShouldBe("""{"actor":"service:review","command":"k","causes":[]}""");
    }

    [Fact]
    public void How_a_person_acted_is_said_last_and_older_headers_do_not_say_it()
    {
        var headers = Samples.Headers with { Session = Samples.Id(16) };

        var text = Encoding.UTF8.GetString(JsonSerializer.SerializeToUtf8Bytes(headers, WireJson.Options));

        text.ShouldBe(Encoding.UTF8.GetString(Golden.Bytes("headers.json"))[..^1] + $",\"session\":\"{Samples.Id(16)}\"}}");
        JsonSerializer.Deserialize<EventHeaders>(Golden.Bytes("headers.json"), WireJson.Options)!.Session.ShouldBeNull();
    }

    [Fact]
    public void A_number_written_as_text_is_refused()
    {
        var text = """{"publisher":"p","stream":"00000000-0000-0000-0000-000000000001","version":"1"}""";

        Should.Throw<JsonException>(() => JsonSerializer.Deserialize<Cause>(text, WireJson.Options));
    }
}
