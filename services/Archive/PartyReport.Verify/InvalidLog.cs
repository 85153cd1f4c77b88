namespace PartyReport.Verify;

// A verdict, not a failure of the audit. Thrown, as any depth of reading may come to it and nothing is left to do then.
internal sealed class InvalidLog(string file, long offset, string reason) : Exception(reason)
{
    public string File { get; } = file;

    public long Offset { get; } = offset;
}
