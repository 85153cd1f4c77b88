using Sylvan.Data.Csv;

namespace PartyReport.Directory.Imports;

/// <summary>The rows of a text in CSV.</summary>
internal static class CsvRows
{
    // Rows that cannot be read before reading stops, and the longest that one can be.
    private const int MaxBroken = 1_000, MaxRow = 2 * Sheet.MaxColumns * Sheet.MaxCell;

    /// <summary>All rows, as fast as can be. Throws at the first one that cannot be read.</summary>
    public static IEnumerable<SheetRow> Of(string text)
    {
        using var reader = CsvDataReader.Create(
            new StringReader(text), new CsvDataReaderOptions { HasHeaders = false, Delimiter = ',', MaxBufferSize = 1024 * 1024 });
        for (var line = 1; reader.Read(); line++) yield return new SheetRow(line, Cells(reader));
    }

    private static string[] Cells(CsvDataReader reader)
    {
        var cells = new string[Math.Min(reader.RowFieldCount, Sheet.MaxColumns + 1)];
        for (var i = 0; i < cells.Length; i++) cells[i] = Bare(reader.GetString(i).Trim());
        return cells;
    }

    /// <summary>Whether it says that a row cannot be read.</summary>
    public static bool IsBroken(Exception e) => e is InvalidDataException or FormatException;

    /// <summary>
    /// All rows, those that cannot be read with their faults. Such a row ends where its line does, so that an open quotation mark takes no
    /// others with it.
    /// </summary>
    public static IEnumerable<SheetRow> OneByOne(string text)
    {
        var broken = 0;
        for (var (line, at) = (1, 0); at < text.Length && broken <= MaxBroken; line++)
        {
            var end = EndOfRow(text, at);
            var row = end < 0 ? Broken(line) : Row(text[at..end], line);
            if (row.Fault is not null)
            {
                end = text.AsSpan(at).IndexOfAny('\r', '\n') is >= 0 and var length ? at + length : text.Length;
                if (++broken > MaxBroken) row = row with { Fault = row.Fault! with { Detail = "Too many rows cannot be read; none after this one was looked at." } };
            }
            yield return row;
            at = text.AsSpan(end).StartsWith("\r\n") ? end + 2 : end + 1;
        }
    }

    private static SheetRow Row(string text, int line)
    {
        try
        {
            return Of(text).FirstOrDefault() is { } row ? row with { Line = line } : new SheetRow(line, []);
        }
        catch (Exception e) when (IsBroken(e))
        {
            return Broken(line);
        }
    }

    private static SheetRow Broken(int line) => new(line, [], new(
        "import.csv-broken", $"A quotation mark is open, something follows a closed one, or the row has more than {MaxRow} characters."));

    // The first end of a line outside quotation marks, which count at the beginning of a cell only; negative: it is too far away.
    private static int EndOfRow(string text, int at)
    {
        var last = Math.Min(text.Length, at + MaxRow);
        for (var (quoted, opens) = (false, true); at < last; at++)
        {
            if (text[at] == '"' && (quoted || opens)) (quoted, opens) = (!quoted, true);
            else if (!quoted && text[at] is '\r' or '\n') return at;
            else if (!quoted) opens = text[at] == ',';
        }
        return last == text.Length ? last : -1;
    }

    // What our own files put before a text that a spreadsheet would take for a formula.
    private static string Bare(string cell) => cell is ['\'', ..] && Sheet.LooksLikeFormula(cell) ? cell[1..] : cell;
}
