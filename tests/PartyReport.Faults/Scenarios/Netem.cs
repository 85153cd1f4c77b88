namespace PartyReport.Faults;

/// <summary>Delay, loss and reordering by the kernel, which is not built into every kernel and needs root.</summary>
internal static class Netem
{
    public const string Lacks = "delay, loss and reordering need the kernel's netem in a network of its own";
}
