namespace PartyReport.Faults.Tests;

/// <summary>Evidence of a run in which nothing went wrong; tests spoil copies of it.</summary>
internal static class Good
{
    public static Evidence Evidence { get; } = EvidenceFolder.Load(Path.Combine(AppContext.BaseDirectory, "Sample"));

    /// <summary>The harms of an invariant that the checker finds.</summary>
    public static async Task<IReadOnlyList<(string Invariant, Harm Harm)>> Harms(Evidence evidence) =>
        [.. (await Checker.Check(evidence)).Select(v => (v.Invariant, v.Harm)).Distinct()];

    public static EventRow First(string type) => Evidence.Events.First(e => e.Type == type);

    public static IReadOnlyList<T> Without<T>(this IReadOnlyList<T> rows, T row) => [.. rows.Where(r => !Equals(r, row))];

    public static IReadOnlyList<T> With<T>(this IReadOnlyList<T> rows, T old, T row) => [.. rows.Select(r => Equals(r, old) ? row : r)];
}
