using System.Text.Json;

namespace PartyReport.Faults;

/// <summary>Decides from evidence alone whether the promises were kept.</summary>
internal static class Checker
{
    private static readonly Func<Evidence, IEnumerable<Violation>>[] Checks =
    [
        CommandChecks.Acknowledged, CommandChecks.Unknown, CommandChecks.Strangers,
        LeafChecks.OneEach, LeafChecks.InOrder, StreamChecks.Versions, StreamChecks.Transitions,
        EffectChecks.Reviews, EffectChecks.Decisions, EffectChecks.Filings, EffectChecks.Notices,
        ModelChecks.Folds, AlarmChecks.Said, BaselineChecks.Back, BorderChecks.Kept,
    ];

    public static async Task<IReadOnlyList<Violation>> Check(Evidence evidence) =>
        [.. Checks.SelectMany(check => Tried(check, evidence)), .. await LogChecks.Verified(evidence)];

    /// <summary>Evidence that a check cannot even read is broken as well.</summary>
    private static List<Violation> Tried(Func<Evidence, IEnumerable<Violation>> check, Evidence evidence)
    {
        var found = new List<Violation>();
        try
        {
            foreach (var violation in check(evidence)) found.Add(violation);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or ArgumentException or InvalidOperationException or NullReferenceException)
        {
            found.Add(new("check", Harm.Unexpected, $"{check.Method.Name} cannot go on: {e.Message}"));
        }
        return found;
    }

    /// <summary>Commands sent, those answered, and those that somebody had to send again before they were.</summary>
    public static (int Attempts, int Acknowledged, int Recovered) Count(IEnumerable<SixProcesses.Attempt> history)
    {
        var commands = history.Where(a => a.Key is not null).GroupBy(a => a.Key).ToList();
        return (commands.Count, commands.Count(c => c.Any(a => a.IsAcknowledged)),
            commands.Count(c => c.Any(a => a.IsUnknown) && c.Any(a => a.IsAcknowledged)));
    }
}
