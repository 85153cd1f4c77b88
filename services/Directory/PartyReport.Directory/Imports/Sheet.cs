using System.Globalization;
using System.Text;
using MiniExcelLibs;
using MiniExcelLibs.OpenXml;
using PartyReport.Hosting;

namespace PartyReport.Directory.Imports;

/// <summary>A row of a file. <paramref name="Line"/> is its number as a spreadsheet shows it: 1 is the heading.</summary>
/// <param name="Fault">Why the row cannot be read; then it has no cells.</param>
internal sealed record SheetRow(int Line, string[] Cells, RowFault? Fault = null);

/// <param name="Cell">Which cell; null: the row as a whole.</param>
internal sealed record RowFault(string Code, string Detail, int? Cell = null);

/// <summary>The rows of a CSV file (UTF-8 or GB18030) or of the first sheet of an XLSX file, all as text.</summary>
internal static class Sheet
{
    public const int MaxBytes = 64 * 1024 * 1024, MaxRows = 500_000, MaxColumns = 32, MaxCell = 1_000;

    private static readonly Encoding Utf8 = new UTF8Encoding(false, throwOnInvalidBytes: true);

    private static readonly Encoding Gb18030 = CodePagesEncodingProvider.Instance.GetEncoding(
        54936, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!;

    /// <summary>
    /// All rows but empty ones, the heading first. One that cannot be read is there with its fault. Throws <see cref="SheetException"/>
    /// when it is no such file.
    /// </summary>
    public static List<SheetRow> Read(byte[] file, CancellationToken ct)
    {
        if (IsWorkbook(file))
        {
            Workbook.Check(file, ct);
            return Kept(Rows(file), ct);
        }
        var text = Decoded(file);
        try
        {
            return Kept(CsvRows.Of(text), ct);
        }
        // The reader goes no further than a row that it cannot read.
        catch (Exception e) when (CsvRows.IsBroken(e))
        {
            return Kept(CsvRows.OneByOne(text), ct);
        }
    }

    private static List<SheetRow> Kept(IEnumerable<SheetRow> all, CancellationToken ct)
    {
        var rows = new List<SheetRow>();
        foreach (var row in all)
        {
            ct.ThrowIfCancellationRequested();
            if (row.Fault is null && Array.TrueForAll(row.Cells, c => c.Length == 0)) continue;
            rows.Add(FaultOf(row) is { } fault ? new SheetRow(row.Line, [], fault) : row);
            if (rows.Count > MaxRows + 1) throw TooManyRows(row.Line);
        }
        if (rows is []) throw new SheetException("import.empty", "The file has no rows.");
        // Without a heading nobody knows what the cells of the others are.
        return rows[0].Fault is { } heading ? throw new SheetException(heading.Code, $"Row {rows[0].Line}: {heading.Detail}") : rows;
    }

    private static RowFault? FaultOf(SheetRow row) => row switch
    {
        { Fault: { } fault } => fault,
        { Cells.Length: > MaxColumns } => new("import.too-many-columns", $"At most {MaxColumns} columns."),
        _ when Array.FindIndex(row.Cells, c => c.Length > MaxCell) is >= 0 and var cell => new("import.cell-too-long", $"At most {MaxCell} characters.", cell),
        _ => null,
    };

    public static bool IsWorkbook(ReadOnlySpan<byte> file) => file is [(byte)'P', (byte)'K', 3, 4, ..];

    /// <summary>
    /// Whether a spreadsheet may take a text for a formula. A text that has marks of its own before such a beginning counts too, so that
    /// putting one on and taking one off gives the same text.
    /// </summary>
    public static bool LooksLikeFormula(string cell) =>
        cell.AsSpan().TrimStart('\'') is ['=' or '+' or '-' or '@' or '＝' or '＋' or '－' or '＠' or '\t' or '\r' or '\n', ..];

    private static string Decoded(byte[] file)
    {
        try
        {
            return Utf8.GetString(file is [0xEF, 0xBB, 0xBF, ..] ? file.AsSpan(3) : file);
        }
        catch (DecoderFallbackException)
        {
            // Not UTF-8; what a Chinese Excel saves as CSV is GB18030.
        }
        try
        {
            return Gb18030.GetString(file);
        }
        catch (DecoderFallbackException)
        {
            throw new SheetException("import.encoding-unknown", "The file is neither UTF-8 nor GB18030, and no XLSX file. Save it again as one of them.");
        }
    }

    // Empty rows are made up by the reader, as many as the next one's number asks for: they count.
    private static IEnumerable<SheetRow> Rows(byte[] file)
    {
        using var rows = Opened(file);
        for (var line = 1; Next(rows); line++)
            yield return line <= MaxRows + 1 ? new SheetRow(line, [.. rows.Current.Values.Select(Text)]) : throw TooManyRows(line);
    }

    private static SheetException TooManyRows(int line) =>
        new("import.too-many-rows", $"Row {line}: a file has at most {MaxRows} rows, empty ones between them included; divide it.");

    // Names do not go to a temporary file, and no cell is a picture.
    private static readonly OpenXmlConfiguration Reading = new() { EnableSharedStringCache = false, EnableConvertByteArray = false };

    private static IEnumerator<IDictionary<string, object?>> Opened(byte[] file) =>
        new MemoryStream(file).Query(useHeaderRow: false, excelType: ExcelType.XLSX, configuration: Reading).Cast<IDictionary<string, object?>>().GetEnumerator();

    private static bool Next(IEnumerator<IDictionary<string, object?>> rows)
    {
        try
        {
            return rows.MoveNext();
        }
        // The reader has no type of its own for a file that is none.
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            throw BrokenWorkbook;
        }
    }

    public static SheetException BrokenWorkbook =>
        new("import.xlsx-broken", "The XLSX file cannot be read. Open it, save it again and send that.");

    private static string Text(object? cell) => cell switch
    {
        null => "",
        DateTime day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => cell.ToString()!.Trim(),
    };
}

/// <summary>Why a file cannot be read at all.</summary>
internal sealed class SheetException(string code, string detail) : Exception(detail)
{
    public Refusal Refusal => Refusal.Invalid(code, Message);
}
