namespace PartyReport.Load;

/// <summary>How long and how often everything is measured.</summary>
internal sealed record Plan(int Rounds, TimeSpan WarmUp, TimeSpan Measure, int Backlog)
{
    public static readonly Plan Quick = new(3, TimeSpan.FromSeconds(1.5), TimeSpan.FromSeconds(6.5), 30_000);
    public static readonly Plan WarmedUp = new(1, TimeSpan.Zero, TimeSpan.FromSeconds(6), 0);
    public static readonly Plan Full = new(5, TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(12), 100_000);
}
