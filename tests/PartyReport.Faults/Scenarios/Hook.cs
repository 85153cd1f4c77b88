namespace PartyReport.Faults;

/// <summary>The startup hook that ends a process, or holds it up, at the end of one of its own spans.</summary>
internal static class Hook
{
    public static string File { get; } = Path.Combine(AppContext.BaseDirectory, "PartyReport.KillHook.dll");
}
