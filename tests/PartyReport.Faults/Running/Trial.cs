using System.Diagnostics;

namespace PartyReport.Faults;

/// <summary>How much of a scenario is run.</summary>
internal enum Length
{
    Short,
    Long,
}

/// <summary>A measured value and what it must not exceed, or must reach.</summary>
internal sealed record Figure(string Name, double Value, double Limit, bool AtLeast)
{
    public bool IsMet => AtLeast ? Value >= Limit : Value <= Limit;

    public override string ToString() =>
        FormattableString.Invariant($"{Name} {Value:0.##} ({(AtLeast ? "at least" : "at most")} {Limit:0.##}){(IsMet ? "" : " MISSED")}");
}

/// <summary>One run of one scenario: what it may use, and what it has to say.</summary>
internal sealed class Trial(Arena arena, Length length, Random random, double pace, Action<string> say)
{
    public Arena Arena => arena;
    public bool IsLong => length == Length.Long;
    public Random Random => random;
    public double Pace => pace;
    public int KillPoints { get; set; }
    public List<Figure> Figures { get; } = [];

    public void Say(string line) => say(line);

    public void AtMost(string name, double value, double limit) => Add(new(name, value, limit, AtLeast: false));

    /// <summary>Time within the limit of the table, or within six times that beside other work, as the short form runs.</summary>
    public void Seconds(string name, double value, double limit) => AtMost(name, value, IsLong ? limit : 6 * limit);

    public void AtLeast(string name, double value, double limit) => Add(new(name, value, limit, AtLeast: true));

    /// <summary>Something that must be so.</summary>
    public void Must(string name, bool so) => AtLeast(name, so ? 1 : 0, 1);

    public async Task Kill(string part)
    {
        if (await arena.Processes.Kill(part)) KillPoints++;
    }

    public TimeSpan Between(double least, double most) => TimeSpan.FromSeconds(least + random.NextDouble() * (most - least));

    public static double Since(long mark) => Stopwatch.GetElapsedTime(mark).TotalSeconds;

    private void Add(Figure figure)
    {
        Figures.Add(figure);
        say("  " + figure);
    }
}
