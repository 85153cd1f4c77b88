using System.Diagnostics;

namespace PartyReport.Faults;

/// <summary>Runs scenarios one after another and says what became of each.</summary>
internal sealed class Campaign(Length length, int seed, string evidence, TimeProvider clock)
{
    private const double Pace = 30;
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(90);
    private readonly List<Verdict> _verdicts = [];
    private readonly List<string> _skipped = [];
    private readonly HashSet<Violation> _seen = [];
    private Arena? _shared;

    public async Task<bool> Run(IReadOnlyList<Scenario> scenarios, CancellationToken ct)
    {
        try
        {
            foreach (var scenario in scenarios) await Run(scenario, ct);
        }
        // By hand or by the limit of time. What had run is told all the same, and nobody can take it for the whole.
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            _verdicts.Add(new("broken off", 0, 0, 0, Unexpected: 1, 0, 0));
            Say(_verdicts[^1].Line);
        }
        finally
        {
            if (_shared is not null) await _shared.DisposeAsync();
        }
        var total = Verdict.Total(_verdicts);
        Say(total.Line);
        Console.Out.WriteLine(total.Json(_verdicts, _skipped));
        return _verdicts.TrueForAll(v => v.IsGood);
    }

    private async Task Run(Scenario scenario, CancellationToken ct)
    {
        if (scenario.Lacks() is { } lacking)
        {
            _skipped.Add(scenario.Name);
            Say($"{scenario.Name}: skipped, {lacking}");
            return;
        }
        Say($"{scenario.Name}: {scenario.What}");
        var arena = await Arena(scenario);
        try
        {
            _verdicts.Add(await Try(scenario, arena, ct));
            Say(_verdicts[^1].Line);
        }
        finally
        {
            if (arena != _shared) await arena.DisposeAsync();
        }
    }

    /// <summary>In the short form scenarios share a fleet, unless they need one of their own.</summary>
    private async Task<Arena> Arena(Scenario scenario)
    {
        if (length == Length.Long || scenario.IsAlone)
        {
            _seen.Clear();
            return await Faults.Arena.Start(Path.Combine(evidence, scenario.Name), scenario.Before, scenario.After);
        }
        return _shared ??= await Faults.Arena.Start(Path.Combine(evidence, "shared"));
    }

    private async Task<Verdict> Try(Scenario scenario, Arena arena, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(length == Length.Short && scenario.InShort ? scenario.AtMostShort : scenario.AtMostLong);
        var (start, from) = (Stopwatch.GetTimestamp(), arena.History.Count);
        var trial = new Trial(arena, length, new Random(seed), Pace, Say);
        var violations = new List<Violation>();
        try
        {
            await scenario.Run(trial, limit.Token);
        }
        // Whatever went wrong with a scenario is its verdict; the next one has its turn all the same.
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            violations.Add(new("run", Harm.Unexpected, $"{e.GetType().Name}: {e.Message}"));
        }
        var ran = Trial.Since(start);
        violations.AddRange(await Judge(arena, ct));
        foreach (var violation in violations.Take(20)) Say($"  {violation.Invariant} {violation.Harm}: {violation.What}");
        return new Verdict(scenario.Name, arena.History.All.Skip(from), violations, trial, ran, Trial.Since(start));
    }

    private async Task<IReadOnlyList<Violation>> Judge(Arena arena, CancellationToken ct)
    {
        try
        {
            await arena.Mend();
            await arena.Settled(Rest, ct);
            // What is with a consumer is in no count of its queue, until the consumer is dead.
            await arena.KillServices(ct);
            var violations = (await Checker.Check(await arena.Collect(ct))).Where(_seen.Add).ToList();
            if (arena == _shared) await arena.Mend();
            return violations;
        }
        // A fleet that cannot even be looked at is a verdict as well.
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            return [new("check", Harm.Unexpected, $"{e.GetType().Name}: {e.Message}")];
        }
    }

    private void Say(string line) => Console.Out.WriteLine($"{clock.GetUtcNow():HH:mm:ss} {line}");
}
