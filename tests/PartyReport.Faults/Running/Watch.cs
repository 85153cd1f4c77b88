namespace PartyReport.Faults;

/// <summary>Reads the published checkpoint again and again, as an outsider would.</summary>
internal sealed class Watch : IAsyncDisposable
{
    private readonly CancellationTokenSource _end = new();
    private readonly List<SizeRow> _sizes = [];
    private readonly Task _looking;

    public Watch(string log) => _looking = Look(log);

    public IReadOnlyList<SizeRow> Sizes { get { lock (_sizes) return [.. _sizes]; } }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _looking;
        _end.Dispose();
    }

    private async Task Look(string log)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(250));
        try
        {
            while (await timer.WaitForNextTickAsync(_end.Token))
                if (Size(log) is { } size)
                    lock (_sizes)
                        if (_sizes is not [.., var last] || last.Size != size) _sizes.Add(new(TimeProvider.System.GetUtcNow(), size));
        }
        catch (OperationCanceledException)
        {
            // Closed.
        }
    }

    private static long? Size(string log)
    {
        try
        {
            return LogChecks.SizeOf(log);
        }
        catch (IOException)
        {
            // It is being replaced.
            return null;
        }
    }
}
