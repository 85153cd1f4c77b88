using System.Diagnostics;
using RabbitMQ.Client;

namespace PartyReport.Faults;

/// <summary>What nobody can apply, in a log and straight in the queues: it is put aside and told, and others do not feel it.</summary>
internal static class Poisoned
{
    private static readonly TimeSpan AlarmWithin = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Parking = TimeSpan.FromMinutes(11);

    public static async Task Events(Trial trial, CancellationToken ct)
    {
        await using var load = trial.Arena.Load(trial.Pace, ct);
        await load.Steady(2, ct);
        var seconds = trial.IsLong ? 20 : 5;
        var before = await Rate(load, seconds, ct);
        var mark = Stopwatch.GetTimestamp();
        var poisons = PoisonEvents.All();
        await PoisonEvents.Plant(trial.Arena, poisons, ct);
        var told = await Waiting.Until(() => Lacking(trial, poisons) is [], 3 * AlarmWithin, ct);
        trial.Seconds("seconds until every poison was told of", told ? Trial.Since(mark) : 999, AlarmWithin.TotalSeconds);
        if (!told) trial.Say("  no alarm of " + string.Join(", ", Lacking(trial, poisons)));
        trial.AtLeast("rate beside the poison, of that without", await Rate(load, seconds, ct) / before, trial.IsLong ? 0.95 : 0.7);
        if (trial.IsLong) await Park(trial, poisons, ct);
        await load.Stop();
    }

    /// <summary>Rubbish in the queues themselves, as no service of ours would send it.</summary>
    public static async Task Rubbish(Trial trial, CancellationToken ct)
    {
        await using var load = trial.Arena.Load(trial.Pace, ct);
        await load.Steady(2, ct);
        var seconds = trial.IsLong ? 20 : 5;
        var before = await Rate(load, seconds, ct);
        var (mark, said) = (Stopwatch.GetTimestamp(), Alarming(trial));
        await Throw(trial, ct);
        var told = await Waiting.Until(() => Alarming(trial) > said, 3 * AlarmWithin, ct);
        trial.Seconds("seconds until rubbish was told of", told ? Trial.Since(mark) : 999, AlarmWithin.TotalSeconds);
        trial.AtLeast("rate beside the rubbish, of that without", await Rate(load, seconds, ct) / before, trial.IsLong ? 0.95 : 0.7);
        await Waiting.Until(async () => (await Broker.Queues(trial.Arena.Broker, ct)).TrueForAll(q => q.Waiting is null or < 10), 2 * AlarmWithin, ct);
        await load.Stop();
    }

    /// <summary>While the events are tried ten times, over eight minutes, the services die again and again.</summary>
    private static async Task Park(Trial trial, IReadOnlyList<PoisonEvents.Poison> poisons, CancellationToken ct)
    {
        var mark = Stopwatch.GetTimestamp();
        var wanted = poisons.Sum(p => p.Alarms.Count);
        async Task<long> Parked() => await trial.Arena.Ask<long>(
            "select (select count(*) from review.blocked where parked_at is not null) + (select count(*) from archive.blocked where parked_at is not null)", ct) ?? 0;
        while (await Parked() < wanted && Stopwatch.GetElapsedTime(mark) < Parking) await Kills.Burst(trial, 8, ct);
        trial.AtLeast("events parked", await Parked(), wanted);
        trial.AtMost("attempts before parking", await trial.Arena.Ask<int>(
            "select max(attempt) from (select attempt from review.blocked union all select attempt from archive.blocked) b", ct) ?? 0, 11);
        trial.AtLeast("alarms of parked events", Alarms.Read(Logs(trial)).Count(a => a.Level == "crit" && a.Text.Contains("parked", StringComparison.Ordinal)), wanted);
    }

    private static List<string> Lacking(Trial trial, IReadOnlyList<PoisonEvents.Poison> poisons)
    {
        var said = Alarms.Read(Logs(trial));
        return [.. from poison in poisons from service in poison.Alarms
                   where !said.Exists(a => a.Service == service && a.Text.Contains($"{poison.Stream:D}/1", StringComparison.Ordinal))
                   select $"{poison.What} by {service}"];
    }

    private static int Alarming(Trial trial) => Alarms.Read(Logs(trial))
        .Count(a => a.Service is "review" or "notification" && a.Level is "crit" or "fail");

    private static async Task Throw(Trial trial, CancellationToken ct)
    {
        byte[][] rubbish = ["{\"never clo"u8.ToArray(), "{\"messageType\":[\"urn:message:Nobody:Knows\"],\"message\":{}}"u8.ToArray(), new byte[1024 * 1024], []];
        await using var connection = await Broker.Connect(trial.Arena.Broker, ct);
        await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(true, true), ct);
        foreach (var (_, _, queue) in Broker.Lanes.Where(l => l.Subscription.Subscriber is "review" or "notification" && l.Shard < 2))
            foreach (var body in rubbish)
                foreach (var type in new[] { "application/json", "application/vnd.masstransit+json" })
                    await channel.BasicPublishAsync("", queue, mandatory: true,
                        new BasicProperties { ContentType = type, DeliveryMode = DeliveryModes.Persistent }, body, ct);
    }

    private static async Task<double> Rate(Load load, int seconds, CancellationToken ct)
    {
        var from = Stopwatch.GetTimestamp();
        await Waiting.Last(TimeSpan.FromSeconds(seconds), ct);
        return load.Rate(from, Stopwatch.GetTimestamp());
    }

    private static string Logs(Trial trial) => Path.Combine(trial.Arena.Fleet.Folder, "logs");
}
