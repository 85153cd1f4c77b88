namespace PartyReport.RuleCosts;

/// <summary>How to measure.</summary>
internal sealed record Options(string? Raw, string? Sabotage)
{
    public int Seed { get; } = 20261124;

    public static Options? Parse(string[] args)
    {
        var options = new Options(null, null);
        for (var i = 0; i < args.Length; i += 2)
            switch (args[i], args.ElementAtOrDefault(i + 1))
            {
                case ("--raw", { } folder): options = options with { Raw = folder }; break;
                case ("--sabotage", "slow-allow" or "climb"): options = options with { Sabotage = args[i + 1] }; break;
                default: return null;
            }
        return options;
    }
}
