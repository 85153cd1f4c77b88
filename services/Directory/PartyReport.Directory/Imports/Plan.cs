using PartyReport.Contracts.Directory.Http;

namespace PartyReport.Directory.Imports;

/// <summary>What is to be written, and what that means to people.</summary>
internal sealed record Plan<TRow>(IReadOnlyList<TRow> Rows, Faults Faults)
{
    public int Added { get; init; }
    public int Changed { get; init; }
    public int Unchanged { get; init; }

    /// <summary>Holdings that end because the file does not have them; of units those that the file does not have, which stay.</summary>
    public int Absent { get; init; }

    public IReadOnlyList<string> AbsentSample { get; init; } = [];
    public ImportPeople? People { get; init; }
}

internal static class Plan
{
    /// <summary>How many of each are shown.</summary>
    public const int Sample = 100;
}

/// <summary>What is wrong in a file: all of it is counted, the first of it listed.</summary>
internal sealed class Faults
{
    public const int Most = 10_000;

    public List<ImportFault> List { get; } = [];

    public int Count { get; private set; }

    /// <summary>How many are counted and not listed.</summary>
    public int Unlisted => Count - List.Count;

    public bool Any => Count > 0;

    /// <summary>The rows below the heading; of one that cannot be read, its one fault is noted instead.</summary>
    public IEnumerable<SheetRow> Readable(IReadOnlyList<SheetRow> sheet)
    {
        foreach (var row in sheet.Skip(1))
            if (row.Fault is { } fault) Add(row.Line, fault.Cell is { } cell ? sheet[0].Cells.ElementAtOrDefault(cell) ?? "" : "", fault.Code, fault.Detail);
            else yield return row;
    }

    public void Add(int line, string column, string code, string detail)
    {
        Count++;
        if (List.Count < Most) List.Add(new ImportFault(line, column, code, detail));
    }
}
