namespace PartyReport.Simulation;

/// <summary>
/// Somebody who sends commands one after another, each until it is answered: reads, decides, appends with the expected
/// version, and sends the same key again when nobody knows what became of it.
/// </summary>
internal sealed class Client(World world, int number, int commands) : Node(world, $"client {number}")
{
    private const int Patience = 300;
    private int _sent;
    private bool _unknown;

    public bool Done => _sent == commands && !_busy;
    private bool _busy;

    /// <summary>Commands that were answered, with the number of their events.</summary>
    public Dictionary<string, int> Answered { get; } = [];

    protected override void Begin() => After(World.Dice.Between(0, 1_500), Next);

    protected override void End() => throw new InvalidOperationException("Clients do not end.");

    private void Next()
    {
        _busy = false;
        if (_sent == commands) return;
        (_busy, _unknown) = (true, false);
        _sent++;
        var stream = World.Dice.Below(World.Plan.Streams);
        var streams = World.Dice.Below(4) == 0 ? new[] { stream, World.Dice.Below(World.Plan.Streams) } : [stream];
        // Always in one order, or two of them could wait for each other.
        Try($"{number}.{_sent}", [.. streams.Distinct().Order().SelectMany(s => Enumerable.Repeat(s, World.Dice.Between(1, 3)))]);
    }

    private void Try(string key, int[] streams) => Ask(World.Log, Fault.OutcomeUnknown, () => Look(key), answer =>
    {
        if (answer >= 0)
        {
            if (_unknown) World.Count(Fault.AnsweredAgain);
            Answer(key, answer);
            return;
        }
        Decide(key, streams);
    }, () => Again(key, streams));

    private int Look(string key) => World.Log.Answers.GetValueOrDefault(key, -1);

    private void Decide(string key, int[] streams) => Ask(World.Log, Fault.OutcomeUnknown, () => (Life: World.Log.Life, Versions: World.Log.Versions.ToArray()), read =>
    {
        var writing = new Writing(World, read.Life, key, [.. streams.Select(s => (s, ++read.Versions[s]))]);
        var ended = false;
        void End(bool? outcome)
        {
            if (ended) return;
            ended = true;
            if (outcome == true) Answer(key, streams.Length);
            else Again(key, streams);
        }
        After(World.Dice.Between(0, 40), () => writing.Start(outcome =>
        {
            if (World.Hits(Fault.OutcomeUnknown)) return;
            After(1, () => End(outcome));
        }));
        After(Patience, () => End(null));
    }, () => Again(key, streams));

    private void Again(string key, int[] streams)
    {
        _unknown = true;
        After(World.Dice.Between(5, 500), () => Try(key, streams));
    }

    private void Answer(string key, int events)
    {
        Answered[key] = events;
        After(World.Dice.Between(0, 6_000 / Math.Max(1, commands)), Next);
    }
}
