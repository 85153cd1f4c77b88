namespace PartyReport.Otlp;

/// <summary>What a span does, by the numbers of the protocol.</summary>
public enum OtlpSpanKind
{
    Unspecified,
    Internal,
    Server,
    Client,
    Producer,
    Consumer,
}

/// <summary>A span as it was sent. Ids are in lower-case hex; a root has an empty parent.</summary>
/// <param name="Service">The resource's <c>service.name</c>.</param>
/// <param name="Source">Name of the instrumentation that made it.</param>
/// <param name="Links">Trace ids of the spans that it is linked to.</param>
public sealed record OtlpSpan(
    string Service, string Source, string TraceId, string SpanId, string ParentSpanId, string Name, OtlpSpanKind Kind,
    IReadOnlyDictionary<string, string> Attributes, IReadOnlyList<string> Links);

/// <summary>One request to a receiver.</summary>
/// <param name="Signal"><c>traces</c>, <c>metrics</c> or <c>logs</c>.</param>
/// <param name="Resources">Attributes of the processes that it is about.</param>
/// <param name="Body">Its bytes, to be searched for what must not be in them.</param>
public sealed record OtlpExport(string Signal, IReadOnlyList<IReadOnlyDictionary<string, string>> Resources, byte[] Body);
