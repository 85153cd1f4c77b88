namespace PartyReport.Simulation;

/// <summary>A pause of one reader: ends after its time, or when something arrives and it waits for that.</summary>
internal sealed class Nap(SubscriberProcess process)
{
    private int _number;

    public bool EndsWithArrival { get; private set; }

    public void Begin(long time, Action then, bool arrivalEndsIt)
    {
        var number = ++_number;
        EndsWithArrival = arrivalEndsIt;
        process.Later(time, () =>
        {
            if (number != _number) return;
            End();
            then();
        });
    }

    public void End()
    {
        _number++;
        EndsWithArrival = false;
    }
}
