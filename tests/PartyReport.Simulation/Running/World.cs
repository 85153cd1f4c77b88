using System.Collections.Frozen;

namespace PartyReport.Simulation;

/// <summary>One run: a publisher with its clients, log and relays, a broker, and subscribers. Everything in it comes from the seed.</summary>
internal sealed class World
{
    public static readonly string[] Names = ["review", "archive", "notices"];
    public static readonly Guid[] StreamIds = [.. Enumerable.Range(1, 16).Select(n => new Guid(n, 0, 0, new byte[8]))];
    private static readonly string[] EventTypes = ["a", "b", "c", "d"];
    private static readonly FrozenSet<string>[] Interests = [Set("a", "b"), Set("b", "c"), Set("c")];

    public World(long seed, Bug bug = Bug.None, bool traced = false)
    {
        (Seed, Bug, Dice) = (seed, bug, new Dice(seed));
        Plan = new Plan(Dice);
        Trace = new Trace(Time, traced);
        Types = Enumerable.Range(0, Plan.Subscriptions).ToFrozenDictionary(s => (Names[s], "events"), s => (IReadOnlySet<string>)Interests[s]);
        Lanes = new Lane[Plan.Subscriptions, Plan.Shards];
        for (var s = 0; s < Plan.Subscriptions; s++)
            for (var shard = 0; shard < Plan.Shards; shard++)
                Lanes[s, shard] = new Lane(Names[s], "events", shard);
        Verdict = new Verdict(this);
        Cursors = new CursorTable(this);
        Log = new LogServer(this);
        Broker = new BrokerServer(this);
        Stores = [.. Enumerable.Range(0, Plan.Subscriptions).Select(s => new SubscriberStore(this, s))];
        Clients = [.. Enumerable.Range(0, Plan.Clients).Select(n => new Client(this, n, Math.Max(1, Plan.Commands / Plan.Clients)))];
        Relays = [.. Enumerable.Range(0, Plan.Relays).Select(n => new RelayProcess(this, n))];
        Subscribers = [.. from s in Enumerable.Range(0, Plan.Subscriptions)
                          from replica in Enumerable.Range(0, Plan.Replicas)
                          select new SubscriberProcess(this, s, replica)];
    }

    public long Seed { get; }
    public Bug Bug { get; }
    public Dice Dice { get; }
    public Plan Plan { get; }
    public Timeline Time { get; } = new();
    public Trace Trace { get; }
    public Verdict Verdict { get; }
    public FrozenDictionary<(string, string), IReadOnlySet<string>> Types { get; }
    public Lane[,] Lanes { get; }
    public CursorTable Cursors { get; }
    public LogServer Log { get; }
    public BrokerServer Broker { get; }
    public SubscriberStore[] Stores { get; }
    public Client[] Clients { get; }
    public RelayProcess[] Relays { get; }
    public SubscriberProcess[] Subscribers { get; }

    /// <summary>How far was sent at most, kept outside the database.</summary>
    public Cursor HighWater { get; set; }

    public int[] Faults { get; } = new int[Enum.GetValues<Fault>().Length];

    /// <summary>No more faults.</summary>
    public bool Calm { get; set; }

    public static bool Takes(int subscription, string type) => Interests[subscription].Contains(type);

    public IEnumerable<Lane> LanesOf(int shard) => Enumerable.Range(0, Plan.Subscriptions).Select(s => Lanes[s, shard]);

    public string AnyType() => EventTypes[Dice.Below(EventTypes.Length)];

    public void Count(Fault fault) => Faults[(int)fault]++;

    /// <summary>Whether a fault comes now.</summary>
    public bool Hits(Fault fault)
    {
        if (Calm || !Dice.Of10000(Plan.Chance(fault))) return false;
        Count(fault);
        return true;
    }

    /// <summary>How much later than usual an answer comes.</summary>
    public long Late() => Hits(Fault.LateAnswer) ? Dice.Between(20, 3_000) : 0;

    /// <summary>A wish arrives at the publisher: one of its processes gets it, whether it has the shard or not.</summary>
    public void Wish(Lane lane, Cursor from)
    {
        var up = Relays.Where(r => r.Up).ToList();
        if (up.Count > 0) Dice.Pick(up).AskResend(lane, from);
        // The queue keeps it. In the calm relays are away only when there is nothing left to send.
        else if (!Calm) Time.After(100, () => Wish(lane, from));
    }

    private static FrozenSet<string> Set(params string[] types) => types.ToFrozenSet();
}
