using System.Globalization;
using System.Text.Json;

namespace PartyReport.Load;

/// <summary>Ratios ours/anchor of the same round, and their median over the rounds; see tests/FIGURES.md.</summary>
internal sealed class Figures(IReadOnlyList<IReadOnlyList<Cell>> rounds)
{
    public sealed record Ratio(double Median, double Min, double Max)
    {
        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Median:0.00}x  ({Min:0.00}–{Max:0.00})");
    }

    public Ratio? Of(string what, string anchor, Func<Cell, double> value)
    {
        List<double> ratios = [.. from round in rounds
                                  let ours = round.FirstOrDefault(c => c.What == what && c.Way == "ours")
                                  let theirs = round.FirstOrDefault(c => c.What == what && c.Way == anchor)
                                  where ours is not null && theirs is not null
                                  select value(ours) / value(theirs)];
        ratios.Sort();
        return ratios is [] ? null : new Ratio(ratios[ratios.Count / 2], ratios[0], ratios[^1]);
    }

    public double Median(string what, string way, Func<Cell, double> value)
    {
        List<double> values = [.. rounds.SelectMany(r => r).Where(c => c.What == what && c.Way == way).Select(value).Order()];
        return values is [] ? double.NaN : values[values.Count / 2];
    }

    /// <summary>Ratio of the highest rates that both reached in a round, over all loads of the closed loop.</summary>
    public Ratio Maxima(string anchor, IReadOnlyList<string> loads)
    {
        double Highest(IReadOnlyList<Cell> round, string way) => round.Where(c => c.Way == way && loads.Contains(c.What)).Max(c => c.Rate);
        List<double> ratios = [.. rounds.Select(r => Highest(r, "ours") / Highest(r, anchor)).Order()];
        return new Ratio(ratios[ratios.Count / 2], ratios[0], ratios[^1]);
    }

    /// <summary>The last line. Rates are compared at their maxima, processor time at the largest load.</summary>
    public string Line(IReadOnlyList<string> loads, bool cpu, Drain drain, long lost, long reordered) => JsonSerializer.Serialize(new
    {
        vs_raw1 = Round(Maxima("raw-1", loads).Median), vs_raw_slice = Round(Maxima("raw-slice", loads).Median),
        p50_ratio = Round(Of("open", "raw-1", c => c.Percentile(0.5))!.Median),
        p99_ratio = Round(Of("open", "raw-1", c => c.Percentile(0.99))!.Median),
        cpu_ratio = cpu ? Round(Of(loads[^1], "raw-1", c => c.CpuMicros)!.Median) : (double?)null,
        drain_per_s = Math.Round(drain.PerSecond), drain_mb = Math.Round(drain.MegabytesMore), lost, reordered,
    });

    private static double Round(double value) => Math.Round(value, 3);
}
