using System.Globalization;
using System.Text;
using MiniExcelLibs;
using MiniExcelLibs.OpenXml;
using PartyReport.Hosting;
using Sylvan.Data.Csv;

namespace PartyReport.Directory.Imports;

/// <summary>A row of a file. <paramref name="Line"/> is its number as a spreadsheet shows it: 1 is the heading.</summary>
internal sealed record SheetRow(int Line, string[] Cells);

/// <summary>The rows of a CSV file (UTF-8 or GB18030) or of the first sheet of an XLSX file, all as text.</summary>
internal static class Sheet
{
    public const int MaxBytes = 64 * 1024 * 1024, MaxRows = 500_000, MaxColumns = 32, MaxCell = 1_000;

    private static readonly Encoding Utf8 = new UTF8Encoding(false, throwOnInvalidBytes: true);

    private static readonly Encoding Gb18030 = CodePagesEncodingProvider.Instance.GetEncoding(
        54936, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!;

    /// <summary>All rows but empty ones, the heading first. Throws <see cref="SheetException"/> when it is no such file.</summary>
    public static List<SheetRow> Read(byte[] file, CancellationToken ct)
    {
        if (IsWorkbook(file)) Workbook.Check(file, ct);
        var rows = new List<SheetRow>();
        foreach (var row in IsWorkbook(file) ? Rows(file) : Csv(file))
        {
            ct.ThrowIfCancellationRequested();
            if (Array.TrueForAll(row.Cells, c => c.Length == 0)) continue;
            if (row.Cells.Length > MaxColumns) throw new SheetException("import.too-many-columns", $"Row {row.Line} has more than {MaxColumns} columns.");
            if (Array.Exists(row.Cells, c => c.Length > MaxCell))
                throw new SheetException("import.cell-too-long", $"Row {row.Line} has a cell of more than {MaxCell} characters.");
            rows.Add(row);
            if (rows.Count > MaxRows + 1) throw TooManyRows(row.Line);
        }
        return rows is [] ? throw new SheetException("import.empty", "The file has no rows.") : rows;
    }

    public static bool IsWorkbook(ReadOnlySpan<byte> file) => file is [(byte)'P', (byte)'K', 3, 4, ..];

    private static IEnumerable<SheetRow> Csv(byte[] file)
    {
        using var reader = Opened(Decoded(file));
        for (var line = 1; Next(reader, line); line++) yield return new SheetRow(line, Cells(reader, line));
    }

    private static CsvDataReader Opened(string text)
    {
        try
        {
            return CsvDataReader.Create(new StringReader(text), new CsvDataReaderOptions { HasHeaders = false, Delimiter = ',', MaxBufferSize = 1024 * 1024 });
        }
        catch (Exception e) when (e is InvalidDataException or FormatException)
        {
            throw Broken(1);
        }
    }

    private static bool Next(CsvDataReader reader, int line)
    {
        try
        {
            return reader.Read();
        }
        catch (Exception e) when (e is InvalidDataException or FormatException)
        {
            throw Broken(line);
        }
    }

    private static string[] Cells(CsvDataReader reader, int line)
    {
        try
        {
            var cells = new string[Math.Min(reader.RowFieldCount, MaxColumns + 1)];
            for (var i = 0; i < cells.Length; i++) cells[i] = Bare(reader.GetString(i).Trim());
            return cells;
        }
        catch (Exception e) when (e is InvalidDataException or FormatException)
        {
            throw Broken(line);
        }
    }

    // What our own files put before a text that a spreadsheet would take for a formula.
    private static string Bare(string cell) => cell is ['\'', ..] && LooksLikeFormula(cell) ? cell[1..] : cell;

    /// <summary>
    /// Whether a spreadsheet may take a text for a formula. A text that has marks of its own before such a beginning counts too, so that
    /// putting one on and taking one off gives the same text.
    /// </summary>
    public static bool LooksLikeFormula(string cell) =>
        cell.AsSpan().TrimStart('\'') is ['=' or '+' or '-' or '@' or '＝' or '＋' or '－' or '＠' or '\t' or '\r' or '\n', ..];

    private static SheetException Broken(int line) =>
        new("import.csv-broken", $"Row {line} cannot be read: a quotation mark is open, or something follows a closed one.");

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
