using PartyReport.Contracts;
using PartyReport.Contracts.Drafting;
using PartyReport.Contracts.Review;
using PartyReport.SixProcesses;

namespace PartyReport.Faults;

/// <summary>What clients were told against what is recorded.</summary>
internal static class CommandChecks
{
    /// <summary>I1, I9: an acknowledged command has its event, and its stored answer is the one that was given.</summary>
    public static IEnumerable<Violation> Acknowledged(Evidence evidence)
    {
        var events = ByCommand(evidence);
        var answers = evidence.Answers.ToLookup(a => a.Key);
        foreach (var attempt in evidence.History.Where(a => a is { Key: not null, IsAcknowledged: true }))
        {
            if (!events[attempt.Key!].Any(e => e.Type == TypeOf(attempt)))
                yield return new("I1", Harm.Lost, $"{Name(attempt)} was answered {attempt.Status} and has no {TypeOf(attempt)}");
            if (!answers[attempt.Key!].Any(a => a.Body == attempt.Answer))
                yield return new("I9", Harm.Lost, $"{Name(attempt)}: the answer that was given is not the one that is kept");
        }
    }

    /// <summary>I10: whatever became of its attempts, a command was done once at most, answered alike each time, and resolved.</summary>
    public static IEnumerable<Violation> Unknown(Evidence evidence)
    {
        var events = ByCommand(evidence);
        foreach (var command in evidence.History.Where(a => a.Key is not null).GroupBy(a => a.Key!))
        {
            var first = command.First();
            if (events[command.Key].Count(e => e.Type == TypeOf(first)) > 1)
                yield return new("I10", Harm.Doubled, $"{Name(first)} was done more than once");
            if (command.Where(a => a.IsAcknowledged).Select(a => a.Answer).Distinct().Count() > 1)
                yield return new("I10", Harm.Unexpected, $"{Name(first)} was answered in two ways");
            if (command.Any(a => a.IsUnknown) && !command.Any(a => a.IsAcknowledged))
                yield return new("I10", Harm.Unexpected, $"{Name(first)} was never resolved");
        }
    }

    /// <summary>I10: no event by a person whom nobody heard ask for it.</summary>
    public static IEnumerable<Violation> Strangers(Evidence evidence)
    {
        var asked = evidence.History.Where(a => a.Key is not null).Select(a => (a.Who.ToString("D"), a.Key!)).ToHashSet();
        var seeded = new[] { "directory" };
        return from e in evidence.Events
               where !evidence.IsPlanted(e.Stream) && !seeded.Contains(e.Publisher)
               let headers = e.ReadHeaders()
               where !headers.Actor.StartsWith("service:", StringComparison.Ordinal) && !asked.Contains((headers.Actor, headers.Command))
               select new Violation("I10", Harm.Unexpected, $"{e.Name} {e.Type}: {headers.Actor} never asked for it");
    }

    private static ILookup<string, EventRow> ByCommand(Evidence evidence) =>
        evidence.Events.Where(e => !evidence.IsPlanted(e.Stream)).ToLookup(e => e.ReadHeaders().Command);

    private static string TypeOf(Attempt attempt) => EventCatalog.NameOf(attempt.Path.Split('?')[0].Split('/')[^1] switch
    {
        "cycles" => typeof(CycleOpened),
        "reports" => typeof(ReportStarted),
        "import" => typeof(ReportRevised),
        "submission" => typeof(ReportSubmitted),
        "decisions" => typeof(DecisionMade),
        var other => throw new NotSupportedException($"Nobody knows the event of {attempt.Method} …/{other}."),
    });

    private static string Name(Attempt attempt) => $"{attempt.Method} {attempt.Path} {attempt.Key}";
}
