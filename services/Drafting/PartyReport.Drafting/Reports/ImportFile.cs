using Microsoft.AspNetCore.Http;
using PartyReport.Contracts;
using PartyReport.Drafting.Import;
using PartyReport.Hosting;

namespace PartyReport.Drafting.Reports;

/// <summary>An uploaded file, decoded and structured.</summary>
internal sealed record ImportFile(string Encoding, string Text, ParsedReport Parsed)
{
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
        if (parsed.Blocks.FirstOrDefault(b => System.Text.Encoding.UTF8.GetByteCount(b.Text) > Content.MaxBytes) is { } large)
            return (null, Refusal.Invalid("report.block-too-large",
                $"One paragraph is longer than {Content.MaxBytes / 1024} KiB; divide it. It begins: {large.Text.Trim()[..20]}"));
        return (new ImportFile(decoded.Encoding, decoded.Text, parsed), null);
    }

    private static Refusal Refuse(Decoded.Fault fault) => fault.Code == "report.too-large"
        ? Refusal.TooLarge(fault.Code, fault.Message)
        : Refusal.Invalid(fault.Code, fault.Message);
}
