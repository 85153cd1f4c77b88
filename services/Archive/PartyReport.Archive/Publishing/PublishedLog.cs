namespace PartyReport.Archive;

/// <summary>The checkpoint that outsiders see now; what it covers is sealed.</summary>
internal sealed class PublishedLog
{
    private volatile Checkpoint? _checkpoint;

    /// <summary>Null before the first one.</summary>
    public Checkpoint? Checkpoint
    {
        get => _checkpoint;
        set => _checkpoint = value;
    }

    public long Size => Checkpoint?.Size ?? 0;
}
