using Microsoft.AspNetCore.Http;
using PartyReport.Contracts;
using PartyReport.Drafting.Import;
using PartyReport.Hosting;

namespace PartyReport.Drafting.Reports;

/// <summary>An uploaded file, decoded and structured.</summary>
internal sealed record ImportFile(string Encoding, string Text, ParsedReport Parsed)
{
    // A revision's event names every block; this keeps it far below the 4 MiB that an event may have.
    private const int MaxBlocks = 5_000;

    /// <summary>Headings of its chapters.</summary>
    public IEnumerable<string> Chapters => Parsed.Blocks.Where(b => b.Kind == BlockKind.Chapter).Select(b => b.Text);

    public static async Task<(ImportFile? File, Refusal? Fault)> Read(HttpRequest request, CancellationToken ct)
    {
        using var bytes = new MemoryStream();
        await request.Body.CopyToAsync(bytes, ct);
        return Of(bytes.GetBuffer().AsSpan(0, (int)bytes.Length));
    }

    public static (ImportFile? File, Refusal? Fault) Of(ReadOnlySpan<byte> bytes)
    {
        var result = ReportDecoder.Decode(bytes);
        if (result is Decoded.Fault fault) return (null, Refuse(fault));
        var decoded = (Decoded.Report)result;
        var parsed = ReportParser.Parse(decoded.Text);
        if (!parsed.HasHeading)
            return (null, Refusal.Invalid("report.no-heading",
                "No heading was found: a report needs chapters that begin with 一、 or sections that begin with （一）."));
        if (parsed.Blocks.Count > MaxBlocks)
            return (null, Refusal.Invalid("report.too-many-blocks",
                $"The text has {parsed.Blocks.Count} paragraphs and headings; a report has at most {MaxBlocks}."));
        if (parsed.Blocks.FirstOrDefault(b => System.Text.Encoding.UTF8.GetByteCount(b.Text) > Content.MaxBytes) is { } large)
            return (null, Refusal.Invalid("report.block-too-large",
                $"One paragraph is longer than {Content.MaxBytes / 1024} KiB; divide it. It begins: {Beginning(large.Text)}"));
        return (new ImportFile(decoded.Encoding, decoded.Text, parsed), null);
    }

    private static string Beginning(string text) => string.Concat(text.Trim().EnumerateRunes().Take(20));

    private static Refusal Refuse(Decoded.Fault fault) => fault.Code == "report.too-large"
        ? Refusal.TooLarge(fault.Code, fault.Message)
        : Refusal.Invalid(fault.Code, fault.Message);
}
