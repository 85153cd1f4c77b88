namespace PartyReport.Load;

/// <summary>How long and how often everything is measured.</summary>
/// <param name="Compile">How long each way is driven before the first round, because it is slower until it is compiled.</param>
internal sealed record Plan(int Rounds, TimeSpan WarmUp, TimeSpan Measure, int Backlog, TimeSpan Compile)
{
    public static readonly Plan Quick = new(3, TimeSpan.FromSeconds(1.5), TimeSpan.FromSeconds(6.5), 30_000, TimeSpan.FromSeconds(10));
    public static readonly Plan Full = new(5, TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(12), 100_000, TimeSpan.FromSeconds(30));
}
