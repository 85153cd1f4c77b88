using System.Diagnostics.Metrics;

namespace PartyReport.Eventing.Tests;

public sealed class EventingWatchTests
{
    private const int Begun = 40, Over = 41;

    [Fact]
    public async Task An_alarm_is_told_once_when_it_begins_and_once_when_it_is_over()
    {
        await using var rig = await Rig.Start();
        var heard = new List<(int Id, string Text)>();
        using var watch = new EventingWatch(rig.Operated, rig.Clock, new Ear<EventingWatch>(heard));
        await rig.Write((1, 1), (2, 1));

        rig.Clock.Advance(TimeSpan.FromSeconds(60));
        await watch.Look();
        var early = heard.ToList();
        rig.Clock.Advance(TimeSpan.FromSeconds(1));
        await watch.Look();
        await watch.Look();
        await rig.RunToEnd();
        await watch.Look();
        await watch.Look();

        early.ShouldBeEmpty();
        heard.Select(h => h.Id).ShouldBe([Begun, Over]);
        heard[0].Text.ShouldStartWith("Alarm lag of reader.units of writer: 2 events wait, the oldest for 61 s.");
    }

    [Fact]
    public async Task The_gauges_show_what_the_last_look_saw()
    {
        await using var rig = await Rig.Start();
        using var watch = new EventingWatch(rig.Operated, rig.Clock, new Ear<EventingWatch>([]));
        rig.React = (_, _) => throw new InvalidOperationException("poison");
        await rig.Write((1, 1));
        await rig.RunToEnd();
        await rig.Write((2, 1), (3, 1));
        await rig.WriteOther(5);
        rig.Clock.Advance(TimeSpan.FromSeconds(9));

        await watch.Look();

        Measured().ShouldBe(new Dictionary<string, double>
        {
            ["partyreport.lane.lag"] = 2, ["partyreport.lane.lag.age"] = 9, ["partyreport.subscription.blocked.now"] = 1,
            ["partyreport.subscription.parked.now"] = 0,
        }, ignoreOrder: true);
        Telemetry.Forget("reader");
    }

    // Other tests of this process have loops of their own, but none looks at a service of the name "reader".
    private static Dictionary<string, double> Measured()
    {
        var measured = new Dictionary<string, double>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, l) =>
        {
            if (instrument.Meter.Name == Telemetry.SourceName && instrument.IsObservable) l.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<double>((i, value, tags, _) => Note(i.Name, value, tags));
        listener.SetMeasurementEventCallback<int>((i, value, tags, _) => Note(i.Name, value, tags));
        listener.Start();
        listener.RecordObservableInstruments();
        return measured;

        void Note(string name, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            if (tags.ToArray().Contains(new("subscriber", "reader")) && tags.ToArray().Contains(new("publisher", "writer"))) measured[name] = value;
        }
    }
}
