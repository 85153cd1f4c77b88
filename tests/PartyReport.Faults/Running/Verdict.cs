using System.Text.Json;
using PartyReport.SixProcesses;

namespace PartyReport.Faults;

/// <summary>What became of a scenario, or of all.</summary>
internal sealed record Verdict(string Scenario, int Attempts, int Acknowledged, int Lost, int Unexpected, int Doubled, int Recovered)
{
    private static readonly JsonSerializerOptions Snake = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public Verdict(string scenario, IEnumerable<Attempt> history, IReadOnlyList<Violation> violations, Trial trial, double ran, double took)
        : this(scenario, 0, 0, violations.Count(v => v.Harm == Harm.Lost), violations.Count(v => v.Harm == Harm.Unexpected),
            violations.Count(v => v.Harm == Harm.Doubled), 0)
    {
        (Attempts, Acknowledged, Recovered) = Checker.Count(history);
        (KillPoints, Figures, Ran, Took) = (trial.KillPoints, trial.Figures, ran, took);
    }

    public int KillPoints { get; init; }
    public IReadOnlyList<Figure> Figures { get; init; } = [];

    /// <summary>Seconds of load and fault, and with settling and checking.</summary>
    public double Ran { get; init; }

    public double Took { get; init; }

    public bool IsGood => Lost + Unexpected + Doubled == 0 && Figures.All(f => f.IsMet);

    public string Line => FormattableString.Invariant(
        $"{Scenario}: attempts {Attempts}, acknowledged {Acknowledged}, lost {Lost}, unexpected {Unexpected}, doubled {Doubled}, recovered {Recovered}") +
        FormattableString.Invariant($" | {KillPoints} kill points, {Took:0} s") + string.Concat(Figures.Where(f => !f.IsMet).Select(f => $" | {f}")) +
        (IsGood ? " | good" : " | BAD");

    public static Verdict Total(IReadOnlyList<Verdict> all) => new("total",
        all.Sum(v => v.Attempts), all.Sum(v => v.Acknowledged), all.Sum(v => v.Lost), all.Sum(v => v.Unexpected), all.Sum(v => v.Doubled), all.Sum(v => v.Recovered))
    {
        KillPoints = all.Sum(v => v.KillPoints), Figures = [.. all.SelectMany(v => v.Figures)], Took = all.Sum(v => v.Took),
    };

    /// <summary>The machine's line.</summary>
    public string Json(IReadOnlyList<Verdict> all, IReadOnlyList<string> skipped) => JsonSerializer.Serialize(new
    {
        Attempts, Acknowledged, Lost, Unexpected, Doubled, Recovered, KillPoints, Good = IsGood, Seconds = Math.Round(Took),
        Scenarios = all.Select(v => new
        {
            v.Scenario, v.Attempts, v.Acknowledged, v.Lost, v.Unexpected, v.Doubled, v.Recovered, v.KillPoints, Good = v.IsGood,
            Figures = v.Figures.Select(f => new { f.Name, Value = Math.Round(f.Value, 2), f.Limit, Met = f.IsMet }),
        }),
        Skipped = skipped,
    }, Snake);
}
