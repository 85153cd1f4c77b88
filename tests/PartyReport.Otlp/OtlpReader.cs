using System.Globalization;
using Google.Protobuf;

namespace PartyReport.Otlp;

/// <summary>
/// Reads the few fields that tests look at from the messages of opentelemetry-proto 1.x. Field numbers of a published
/// message never change. The outermost two levels are alike for all signals: resources (1), each with its own (1) and
/// its scopes (2).
/// </summary>
internal static class OtlpReader
{
    public static List<IReadOnlyDictionary<string, string>> Resources(byte[] request) =>
        [.. Fields(new CodedInputStream(request), 1).Select(r => Attributes(Fields(r, 1).First(), 1))];

    public static List<OtlpSpan> Spans(byte[] request)
    {
        var spans = new List<OtlpSpan>();
        foreach (var resource in Messages(new CodedInputStream(request), 1))
        {
            var service = Attributes(Fields(resource.CreateCodedInput(), 1).First(), 1).GetValueOrDefault("service.name", "");
            foreach (var scope in Messages(resource.CreateCodedInput(), 2))
            {
                var source = Fields(scope.CreateCodedInput(), 1).Select(s => Text(s, 1)).FirstOrDefault("");
                spans.AddRange(Messages(scope.CreateCodedInput(), 2).Select(span => Span(service, source, span)));
            }
        }
        return spans;
    }

    private static OtlpSpan Span(string service, string source, ByteString span) => new(
        service, source, Hex(span, 1), Hex(span, 2), Hex(span, 4), Text(span.CreateCodedInput(), 5),
        (OtlpSpanKind)Number(span.CreateCodedInput(), 6), Attributes(span.CreateCodedInput(), 9),
        [.. Messages(span.CreateCodedInput(), 13).Select(link => Hex(link, 1))]);

    private static Dictionary<string, string> Attributes(CodedInputStream message, int field)
    {
        var attributes = new Dictionary<string, string>();
        foreach (var pair in Messages(message, field))
            attributes[Text(pair.CreateCodedInput(), 1)] = Fields(pair.CreateCodedInput(), 2).Select(Value).FirstOrDefault("");
        return attributes;
    }

    // AnyValue: string 1, bool 2, int 3, double 4; lists are not looked into.
    private static string Value(CodedInputStream any) => WireFormat.GetTagFieldNumber(any.ReadTag()) switch
    {
        1 => any.ReadString(),
        2 => any.ReadBool() ? "true" : "false",
        3 => any.ReadInt64().ToString(CultureInfo.InvariantCulture),
        4 => any.ReadDouble().ToString(CultureInfo.InvariantCulture),
        _ => "",
    };

    private static string Hex(ByteString message, int field) =>
        Messages(message.CreateCodedInput(), field).Select(b => Convert.ToHexStringLower(b.Span)).FirstOrDefault("");

    private static string Text(CodedInputStream message, int field) =>
        Messages(message, field).Select(b => b.ToStringUtf8()).FirstOrDefault("");

    private static long Number(CodedInputStream message, int field)
    {
        while (message.ReadTag() is var tag and not 0)
            if (WireFormat.GetTagFieldNumber(tag) == field) return message.ReadInt64();
            else message.SkipLastField();
        return 0;
    }

    private static IEnumerable<CodedInputStream> Fields(CodedInputStream message, int field) =>
        Messages(message, field).Select(m => m.CreateCodedInput());

    // Strings, bytes and messages are all written with their length.
    private static List<ByteString> Messages(CodedInputStream message, int field)
    {
        var found = new List<ByteString>();
        while (message.ReadTag() is var tag and not 0)
            if (WireFormat.GetTagFieldNumber(tag) == field) found.Add(message.ReadBytes());
            else message.SkipLastField();
        return found;
    }
}
