namespace PartyReport.Faults;

/// <summary>Waiting for a condition, or for a fault to last as long as it is to last.</summary>
internal static class Waiting
{
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(100);

    /// <summary>True when the condition came within the time.</summary>
    public static async Task<bool> Until(Func<Task<bool>> reached, TimeSpan patience, CancellationToken ct, TimeSpan? every = null)
    {
        using var limit = new CancellationTokenSource(patience);
        using var timer = new PeriodicTimer(every ?? Every);
        while (!await reached())
        {
            if (limit.IsCancellationRequested) return false;
            await timer.WaitForNextTickAsync(ct);
        }
        return true;
    }

    public static Task<bool> Until(Func<bool> reached, TimeSpan patience, CancellationToken ct) =>
        Until(() => Task.FromResult(reached()), patience, ct);

    public static async Task OrThrow(string what, Func<Task<bool>> reached, TimeSpan patience, CancellationToken ct, TimeSpan? every = null)
    {
        if (!await Until(reached, patience, ct, every)) throw new TimeoutException($"gave up after {patience.TotalSeconds:F0} s waiting for {what}");
    }

    public static Task OrThrow(string what, Func<bool> reached, TimeSpan patience, CancellationToken ct) =>
        OrThrow(what, () => Task.FromResult(reached()), patience, ct);

    /// <summary>Lets a fault, or an undisturbed while, last.</summary>
    public static async Task Last(TimeSpan time, CancellationToken ct)
    {
        using var timer = new PeriodicTimer(time);
        await timer.WaitForNextTickAsync(ct);
    }
}
