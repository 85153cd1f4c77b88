using System.Text.Json;
using PartyReport.Hosting;

namespace PartyReport.Matrix.Tests;

/// <summary>What tests/figures.sh tells of the matrix: one line for each mode, in the file that PARTYREPORT_MATRIX_REPORT names.</summary>
internal static class Report
{
    public static void Write(IReadOnlyCollection<Cell> cells, int unexpectedAllows)
    {
        if (Environment.GetEnvironmentVariable("PARTYREPORT_MATRIX_REPORT") is not { Length: > 0 } file) return;
        File.AppendAllLines(file, [JsonSerializer.Serialize(new
        {
            endpoints = cells.Select(c => c.Endpoint).Distinct().Count() + Expected.Open.Count, cells = cells.Count, unexpected_allows = unexpectedAllows,
        })]);
    }

    /// <summary>Turns round the rule that PARTYREPORT_MATRIX_FLIP names: the figure must show it.</summary>
    public static Flip? Sabotage() => Environment.GetEnvironmentVariable("PARTYREPORT_MATRIX_FLIP") is { Length: > 0 } id ? new Flip(Rules.All.First(r => r.Id == id)) : null;
}
