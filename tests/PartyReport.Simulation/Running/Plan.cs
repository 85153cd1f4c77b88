namespace PartyReport.Simulation;

/// <summary>
/// The shape of one run: sizes, and how often each fault comes. Each run has about half of the faults and not all of them:
/// some bugs hide behind other faults.
/// </summary>
internal sealed class Plan
{
    private readonly int[] _chance = new int[Enum.GetValues<Fault>().Length];

    public Plan(Dice dice)
    {
        Shards = dice.Between(1, 3);
        Streams = dice.Between(2, 8);
        Subscriptions = dice.Between(1, 3);
        Clients = dice.Between(1, 4);
        Commands = dice.Between(10, 45);
        ReadLimit = dice.Pick([3, 8, 30, 256]);
        Prefetch = dice.Pick([1, 4, 16]);
        QueueLength = dice.Pick([3, 10, 1_000]);
        Replicas = dice.Between(1, 2);
        Relays = dice.Between(1, 2);
        BigBodies = dice.Below(4) == 0;
        // Rare, because it is long: more events of no interest than may be passed over without a slice.
        Foreign = dice.Below(150) == 0 ? 1_400 : 0;
        Poison = dice.Below(5) == 0 ? 300 : 0;
        foreach (var fault in Enum.GetValues<Fault>()) _chance[(int)fault] = dice.Below(2) == 0 ? dice.Pick([30, 150, 600]) : 0;
        if (dice.Below(12) == 0) Array.Clear(_chance);
        RestoreAt = dice.Below(8) == 0 ? dice.Between(3_000, 9_000) : null;
    }

    public int Shards { get; }
    public int Streams { get; }
    public int Subscriptions { get; }
    public int Clients { get; }
    public int Commands { get; }
    public int ReadLimit { get; }
    public int Prefetch { get; }
    public int QueueLength { get; }

    /// <summary>Processes of each subscriber.</summary>
    public int Replicas { get; }

    public int Relays { get; }
    public bool BigBodies { get; }
    public int Foreign { get; }

    /// <summary>Events in ten thousand that one subscription can never apply.</summary>
    public int Poison { get; }

    /// <summary>When the publisher's database is replaced by an older copy.</summary>
    public long? RestoreAt { get; }

    /// <summary>Times in ten thousand that a fault comes when it could.</summary>
    public int Chance(Fault fault) => _chance[(int)fault];
}
