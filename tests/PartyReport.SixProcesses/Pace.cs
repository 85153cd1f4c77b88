using System.Threading.Channels;

namespace PartyReport.SixProcesses;

/// <summary>Lets so many begin a second; what was not used within half a second is gone, so that nobody catches up.</summary>
public sealed class Pace : IDisposable
{
    private const int TicksASecond = 50;
    private readonly Channel<bool> _turns;
    private readonly CancellationTokenSource _end = new();
    private readonly PeriodicTimer _timer = new(TimeSpan.FromSeconds(1.0 / TicksASecond));

    public Pace(double aSecond)
    {
        _turns = Channel.CreateBounded<bool>((int)Math.Max(2, aSecond / 2));
        _ = Give(aSecond / TicksASecond);
    }

    public async Task Turn(CancellationToken ct) => await _turns.Reader.ReadAsync(ct);

    public void Dispose()
    {
        _end.Cancel();
        _timer.Dispose();
        _end.Dispose();
    }

    private async Task Give(double aTick)
    {
        var due = 0.0;
        try
        {
            while (await _timer.WaitForNextTickAsync(_end.Token))
                for (due += aTick; due >= 1; due--) _turns.Writer.TryWrite(true);
        }
        catch (OperationCanceledException)
        {
            // Closed.
        }
    }
}
