using System.Text.Json;
using PartyReport.Hosting;

namespace PartyReport.Matrix.Tests;

/// <summary>
/// What tests/figures.sh tells of the matrix: one line for each mode in the file that PARTYREPORT_MATRIX_REPORT names, and every verdict
/// in the one that PARTYREPORT_MATRIX_RAW names.
/// </summary>
internal static class Report
{
    public static void Write(string mode, IReadOnlyCollection<Answered> answers, int open)
    {
        Append("PARTYREPORT_MATRIX_REPORT", () => [JsonSerializer.Serialize(new
        {
            mode, endpoints = answers.Select(a => a.Cell.Endpoint).Distinct().Count() + open, cells = answers.Count, wrong = answers.Count(a => !a.IsRight),
            unexpected_allows = answers.Count(a => a.Allows),
        })]);
        Append("PARTYREPORT_MATRIX_RAW", () => answers.Select(a => JsonSerializer.Serialize(new
        {
            mode, person = a.Cell.Who, relation = a.Cell.Relation, endpoint = a.Cell.Endpoint, expected = a.Expected, got = a.Status, right = a.IsRight,
        })));
    }

    /// <summary>Turns round the rule that PARTYREPORT_MATRIX_FLIP names: the figure must show it.</summary>
    public static Flip? Sabotage() => Named("PARTYREPORT_MATRIX_FLIP") is { } id ? new Flip(Rules.All.First(r => r.Id == id)) : null;

    /// <summary>All cells but those of the endpoint that PARTYREPORT_MATRIX_HIDE names, which the figure must show as well.</summary>
    public static IReadOnlyList<Cell> Asked(IReadOnlyList<Cell> cells) =>
        Named("PARTYREPORT_MATRIX_HIDE") is { } hidden ? [.. cells.Where(c => c.Endpoint != hidden)] : cells;

    private static void Append(string variable, Func<IEnumerable<string>> lines)
    {
        if (Named(variable) is { } file) File.AppendAllLines(file, lines());
    }

    private static string? Named(string variable) => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value ? value : null;
}
