namespace PartyReport.Hosting;

/// <summary>How a process ends.</summary>
internal static class ExitCodes
{
    public const int Ok = 0;
    public const int Failed = 1;
    public const int WrongSettings = 2;
    public const int InUse = 3;
}
