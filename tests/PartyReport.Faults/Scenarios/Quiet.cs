namespace PartyReport.Faults;

/// <summary>A few reports without any fault: what the checker says of these it says of its own mistakes.</summary>
internal static class Quiet
{
    public static async Task Run(Trial trial, CancellationToken ct)
    {
        await using var load = trial.Arena.Load(10, ct, workers: 2);
        await Waiting.OrThrow("two reports", () => load.Done >= 2, TimeSpan.FromSeconds(60), ct);
        await load.Stop();
        // The outsider looks once a second.
        trial.AtLeast("reports", load.Done, 2);
    }
}
