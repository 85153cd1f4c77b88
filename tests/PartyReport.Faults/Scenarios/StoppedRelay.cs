using System.Diagnostics;
using PartyReport.FreePorts;

namespace PartyReport.Faults;

/// <summary>The process that holds drafting's leases stands still for longer than they last; another one of the same service goes on.</summary>
internal static class StoppedRelay
{
    private const string Service = "drafting";
    private const int Shards = 8;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(45);

    // Whoever saves a cursor writes down under which epoch, and which one was in force.
    private const string Notes =
        """
        create schema faults;
        grant usage on schema faults to public;
        create table faults.saved (at timestamptz default clock_timestamp(), shard integer, epoch bigint, in_force bigint);
        create function faults.note() returns trigger language plpgsql security definer as $$
        begin
            if (old.generation, old.xid, old.position) is distinct from (new.generation, new.xid, new.position) then
                insert into faults.saved (shard, epoch, in_force)
                select new.shard, new.epoch, l.epoch from drafting.relay_lease l where l.shard = new.shard;
            end if;
            return new;
        end $$;
        create trigger faults_note after update on drafting.send_cursor for each row execute function faults.note();
        """;

    public static async Task Woken(Trial trial, CancellationToken ct)
    {
        var folder = Path.Combine(trial.Arena.Fleet.Folder, "data", "drafting-second");
        using var second = trial.Arena.Processes.Second(Service, folder, Ports.Free());
        try
        {
            await Waiting.OrThrow("the second process", () => File.Exists(InstanceFile(folder)), Patience, ct);
            // The first one dies, so that the second gets all leases; started again, it answers commands and waits for its turn.
            await trial.Kill(Service);
            await Waiting.OrThrow("the second process to hold all leases", async () => await Held(trial, folder, ct) == Shards, Patience, ct);
            await trial.Arena.Fleet.Start(Service);
            await trial.Arena.Execute(Notes, ct);
            await Strike(trial, second.Id, ct);
        }
        finally
        {
            if (!second.HasExited)
            {
                await Processes.Signal(second.Id, "CONT");
                await Processes.Signal(second.Id, "TERM");
                await second.WaitForExitAsync(CancellationToken.None);
            }
        }
    }

    private static async Task Strike(Trial trial, int second, CancellationToken ct)
    {
        await using var load = trial.Arena.Load(trial.Pace, ct);
        await load.Steady(3, ct);
        var epoch = await Epochs(trial, ct);
        await Processes.Signal(second, "STOP");
        var mark = Stopwatch.GetTimestamp();
        var first = Path.Combine(trial.Arena.Fleet.Folder, "data", Service);
        await Waiting.OrThrow("the first process to hold all leases", async () => await Held(trial, first, ct) == Shards, Patience, ct);
        trial.Seconds("seconds until another relay took over", Trial.Since(mark), 10);
        trial.AtLeast("epochs by which the leases moved on", await Epochs(trial, ct) - epoch, Shards);
        var left = TimeSpan.FromSeconds(trial.IsLong ? 60 : 8) - Stopwatch.GetElapsedTime(mark);
        if (left > TimeSpan.Zero) await Waiting.Last(left, ct);
        await Processes.Signal(second, "CONT");
        // It finds out at its next renewal or save, a second later at most; the load goes on meanwhile.
        await Waiting.Last(TimeSpan.FromSeconds(trial.IsLong ? 10 : 4), ct);
        await load.Stop();
        trial.AtLeast("cursors saved and noted", await trial.Arena.Ask<long>("select count(*) from faults.saved", ct) ?? 0, 1);
        trial.AtMost("writes accepted from an old epoch",
            await trial.Arena.Ask<long>("select count(*) from faults.saved where epoch < in_force", ct) ?? 99, 0);
    }

    private static string InstanceFile(string folder) =>
        Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*.instance").FirstOrDefault() ?? "-" : "-";

    private static async Task<long> Held(Trial trial, string folder, CancellationToken ct) => await trial.Arena.Ask<long>(
        $"select count(*) from drafting.relay_lease where holder = '{File.ReadAllText(InstanceFile(folder))}' and expires_at > clock_timestamp()", ct) ?? 0;

    private static async Task<decimal> EpochSum(Trial trial, CancellationToken ct) =>
        await trial.Arena.Ask<decimal>("select sum(epoch) from drafting.relay_lease", ct) ?? 0;

    private static async Task<double> Epochs(Trial trial, CancellationToken ct) => (double)await EpochSum(trial, ct);
}
