namespace PartyReport.AllInOne;

/// <summary>Exit codes, and the one place where a known failure becomes a line for people.</summary>
internal static class Exit
{
    public const int Ok = 0;
    public const int Failed = 1;
    public const int BadInput = 2;
    public const int InUse = 3;

    public static async Task<int> Run(Func<Task<int>> work)
    {
        try
        {
            return await work();
        }
        catch (KnownFailure failure)
        {
            await Console.Error.WriteLineAsync(failure.Message);
            return failure.Code;
        }
    }
}

/// <summary>A failure that the person at the terminal can mend; the message says how.</summary>
internal sealed class KnownFailure(int code, string message) : Exception(message)
{
    public int Code => code;
}
