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

    /// <summary>The last line. Of two loads the worse figure counts.</summary>
    public string Line(IEnumerable<string> closed, bool cpu, Drain drain, long lost, long reordered)
    {
        List<string> loads = [.. closed];
        double Worst(string anchor) => loads.Min(l => Of(l, anchor, c => c.Rate)!.Median);
        return JsonSerializer.Serialize(new
        {
            vs_raw1 = Round(Worst("raw-1")), vs_raw_slice = Round(Worst("raw-slice")),
            p50_ratio = Round(Of("open", "raw-1", c => c.Percentile(0.5))!.Median),
            p99_ratio = Round(Of("open", "raw-1", c => c.Percentile(0.99))!.Median),
            cpu_ratio = cpu ? Round(loads.Max(l => Of(l, "raw-1", c => c.CpuMicros)!.Median)) : (double?)null,
            drain_per_s = Math.Round(drain.PerSecond), drain_mb = Math.Round(drain.MegabytesMore), lost, reordered,
        });
    }

    private static double Round(double value) => Math.Round(value, 3);
}
