namespace PartyReport.Faults;

/// <summary>I8: nothing is put aside, given up on or dead without a line on a log that says so.</summary>
internal static class AlarmChecks
{
    public static IEnumerable<Violation> Said(Evidence evidence)
    {
        // What waits behind a blocked event of its stream was told with that one.
        foreach (var row in evidence.Blocked.Where(b => b.Error is not null))
        {
            var name = $"{row.Stream:D}/{row.Version}";
            var word = row.Parked ? "parked" : "could not apply";
            if (!evidence.Alarms.Any(a => a.Service == row.Service && a.Text.Contains(name, StringComparison.Ordinal) && a.Text.Contains(word, StringComparison.Ordinal)))
                yield return new("I8", Harm.Unexpected, $"{row.Service} {word} {row.Publisher} {name} and no log says so");
        }
        foreach (var queue in evidence.Queues.Where(q => IsHidingPlace(q.Name) || q.Name.EndsWith(".dead", StringComparison.Ordinal) && q.Waiting > 0))
            yield return new("I8", Harm.Unexpected, $"the queue {queue.Name} holds {queue.Waiting}");
        foreach (var leaf in evidence.Leaves.Where(l => l.Early))
            if (!evidence.Alarms.Any(a => a.Text.Contains($"{leaf.Publisher}/{leaf.Stream:D}/{leaf.Version} was logged early", StringComparison.Ordinal)))
                yield return new("I8", Harm.Unexpected, $"leaf {leaf.Index} was logged early and no log says so");
    }

    private static bool IsHidingPlace(string queue) =>
        queue.EndsWith("_error", StringComparison.Ordinal) || queue.EndsWith("_skipped", StringComparison.Ordinal);
}
