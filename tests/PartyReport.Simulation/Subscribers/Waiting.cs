namespace PartyReport.Simulation;

/// <summary>A slice that was delivered and is not acknowledged yet.</summary>
internal sealed record Waiting(Channel Channel, Message Message)
{
    private const int MaxTogether = 128;

    public Slice Slice => Message.Slice;

    /// <summary>The slices that follow each other from one on; they are applied together.</summary>
    public static List<Waiting> Run(Waiting first, IEnumerable<Waiting> all)
    {
        List<Waiting> run = [first];
        var events = first.Slice.Events.Count;
        foreach (var next in all.Where(w => w.Slice.From > first.Slice.From).OrderBy(w => w.Slice.From))
        {
            if (next.Slice.From != run[^1].Slice.To || (events += next.Slice.Events.Count) > MaxTogether) break;
            run.Add(next);
        }
        return run;
    }
}
