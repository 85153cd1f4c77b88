using Microsoft.Extensions.DependencyInjection;
using PartyReport.Eventing;

namespace PartyReport.Load;

/// <summary>Worsens one thing about our way, to show that the figures tell it.</summary>
/// <param name="Name">One of <see cref="Names"/>, or empty.</param>
internal sealed record Sabotage(string Name)
{
    public static readonly string[] Names = ["", "slow-effect", "no-wakeup", "burn", "lose", "swap", "hoard"];
    private static readonly List<byte[]> Hoard = [];
    private int _seen;

    /// <summary>What the subscriber does with an event: inserts its row, unless told to do worse.</summary>
    public Reaction Effect(RecordedEvent e)
    {
        var nth = Interlocked.Increment(ref _seen);
        if (Name == "hoard" && nth % 100 == 0) Hoard.Add(GC.AllocateUninitializedArray<byte>(1 << 20).Select(_ => (byte)1).ToArray());
        if (Name == "burn") Burn(TimeSpan.FromMilliseconds(1));
        return Name switch
        {
            // The ledger hears of every event; the table does not get this one.
            "lose" when nth % 1_000 == 0 => Reaction.None,
            "swap" when nth % 1_000 == 0 => Insert(e, version: e.Version + 1_000_000),
            "slow-effect" => Reaction.Rows(new Statement("select pg_sleep(0.005)", e), Row(e, e.Version)),
            _ => Insert(e, e.Version),
        };
    }

    /// <summary>Without wake-ups the relay finds commits by looking now and then.</summary>
    public void Services(IServiceCollection services)
    {
        if (Name == "no-wakeup") services.AddTransient<Wakeups>();
    }

    private static Reaction Insert(RecordedEvent e, int version) => Reaction.Rows(Row(e, version));

    private static Statement Row(RecordedEvent e, int version) =>
        new("insert into effect (stream, version) values (@Stream, @version)", new { e.Stream, version });

    private static void Burn(TimeSpan time)
    {
        var watch = System.Diagnostics.Stopwatch.StartNew();
        while (watch.Elapsed < time) { }
    }
}
