namespace PartyReport.Drafting.Import;

/// <summary>What the bytes of an imported file turned out to be.</summary>
internal abstract record Decoded
{
    private Decoded()
    {
    }

    public sealed record Report(string Text, string Encoding) : Decoded;

    public sealed record Fault(string Code, string Message) : Decoded;
}
