using PartyReport.Contracts;

namespace PartyReport.Faults;

/// <summary>The archive's log against the logs of all services.</summary>
internal static class LeafChecks
{
    private static readonly HashSet<string> Audited = [.. Tables.Services.SelectMany(EventCatalog.Audited)];

    /// <summary>I2: exactly one leaf for each audited event, of the same bytes, and no place in the log empty.</summary>
    public static IEnumerable<Violation> OneEach(Evidence evidence)
    {
        var leaves = evidence.Leaves.ToLookup(l => (l.Publisher, l.Stream, l.Version));
        var audited = evidence.Events.Where(e => Audited.Contains(e.Type) && MustBeLogged(evidence, e.Stream)).ToList();
        foreach (var e in audited)
        {
            var own = leaves[(e.Publisher, e.Stream, e.Version)].ToList();
            if (own.Count == 0) yield return new("I2", Harm.Lost, $"{e.Name} {e.Type} has no leaf");
            if (own.Count > 1) yield return new("I2", Harm.Doubled, $"{e.Name} {e.Type} has {own.Count} leaves");
            if (own.Exists(l => l.Digest != e.Digest)) yield return new("I2", Harm.Unexpected, $"the leaf of {e.Name} is of other bytes");
        }
        var known = audited.Select(e => (e.Publisher, e.Stream, e.Version)).ToHashSet();
        foreach (var stranger in evidence.Leaves.Where(l => !evidence.IsPlanted(l.Stream) && !known.Contains((l.Publisher, l.Stream, l.Version))))
            yield return new("I2", Harm.Unexpected, $"leaf {stranger.Index} is of no event: {stranger.Publisher}/{stranger.Stream}/{stranger.Version}");
        foreach (var (leaf, place) in evidence.Leaves.OrderBy(l => l.Index).Select((l, i) => (l, i)).Where(p => p.l.Index != p.i).Take(1))
            yield return new("I2", Harm.Lost, $"leaf {place} is not there, the next is {leaf.Index}");
    }

    /// <summary>I4: a stream's events lie in the log in their own order, causes before what follows from them.</summary>
    public static IEnumerable<Violation> InOrder(Evidence evidence)
    {
        var place = evidence.Leaves.GroupBy(l => (l.Publisher, l.Stream, l.Version)).ToDictionary(g => g.Key, g => g.Min(l => l.Index));
        foreach (var e in evidence.Events.Where(e => !evidence.IsPlanted(e.Stream)))
        {
            if (!place.TryGetValue((e.Publisher, e.Stream, e.Version), out var own)) continue;
            if (place.TryGetValue((e.Publisher, e.Stream, e.Version - 1), out var before) && before > own)
                yield return new("I4", Harm.Unexpected, $"{e.Name} lies before version {e.Version - 1} in the log");
            foreach (var cause in e.ReadHeaders().Causes)
                if (place.TryGetValue((cause.Publisher, cause.Stream, cause.Version), out var reason) && reason > own
                    && !evidence.Leaves.Any(l => l.Index == own && l.Early))
                    yield return new("I4", Harm.Unexpected, $"{e.Name} lies before its cause {cause.Publisher}/{cause.Stream}/{cause.Version}");
        }
    }

    private static bool MustBeLogged(Evidence evidence, Guid stream) => evidence.Planted.FirstOrDefault(p => p.Stream == stream)?.Leaf ?? true;
}
