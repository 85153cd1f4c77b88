using System.Text.Json;
using System.Text.Json.Nodes;

namespace PartyReport.Contracts.Tests;

public sealed class EventGoldenTests
{
    public static TheoryData<string> Names => [.. EventCatalog.Types.Keys.Order()];

    [Theory, MemberData(nameof(Names))]
    public void An_event_becomes_the_bytes_of_its_golden_file(string name)
    {
        var type = EventCatalog.Types[name];

        var bytes = JsonSerializer.SerializeToUtf8Bytes(Samples.Events[type], type, WireJson.Options);

        bytes.ShouldBe(Golden.OfEvent(type));
    }

    [Theory, MemberData(nameof(Names))]
    public void A_golden_file_reads_back_and_becomes_the_same_bytes(string name)
    {
        var type = EventCatalog.Types[name];

        var read = JsonSerializer.Deserialize(Golden.OfEvent(type), type, WireJson.Options);

        JsonSerializer.SerializeToUtf8Bytes(read, type, WireJson.Options).ShouldBe(Golden.OfEvent(type));
    }

    [Theory, MemberData(nameof(Names))]
    public void A_reader_skips_what_a_newer_writer_has_added(string name)
    {
        var type = EventCatalog.Types[name];
        var newer = JsonNode.Parse(Golden.OfEvent(type))!.AsObject();
        newer["addedLater"] = new JsonObject { ["文"] = 1 };

        var read = newer.Deserialize(type, WireJson.Options);

        JsonSerializer.SerializeToUtf8Bytes(read, type, WireJson.Options).ShouldBe(Golden.OfEvent(type));
    }

    [Theory, MemberData(nameof(Names))]
    public void The_sample_of_an_event_leaves_nothing_empty(string name)
    {
        var type = EventCatalog.Types[name];

        var empty = type.GetProperties().Where(p => p.GetValue(Samples.Events[type]) is null or "" or 0 or false);

        empty.Select(p => p.Name).ShouldBeEmpty();
    }

    [Fact]
    public void Every_event_has_a_golden_file_and_every_golden_file_an_event()
    {
        var events = EventCatalog.Types.Values.Select(t => $"{Golden.Folder(t)}/{t.Name}");

        var files = Golden.EventFiles();

        files.Order().ShouldBe(events.Order());
    }

    [Fact]
    public void Wire_names_versions_and_audited_marks_stand_as_listed()
    {
        var marks = from type in EventCatalog.Types.Values
                    let mark = (EventAttribute)Attribute.GetCustomAttribute(type, typeof(EventAttribute))!
                    orderby mark.Name
                    let name = type.FullName!["PartyReport.Contracts.".Length..]
                    select $"{mark.Name} {name} v{mark.SchemaVersion} {(mark.Audited ? "audited" : "private")}";

        var listed = Golden.Lines("events.txt");

        marks.ShouldBe(listed);
    }

    [Fact]
    public void An_event_lives_in_the_folder_of_its_publisher()
    {
        var strays = EventCatalog.Types.Where(
            t => !t.Key.StartsWith(Golden.Folder(t.Value).ToLowerInvariant() + ".", StringComparison.Ordinal));

        strays.Select(t => t.Key).ShouldBeEmpty();
    }
}
