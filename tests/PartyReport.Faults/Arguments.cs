using System.Globalization;

namespace PartyReport.Faults;

/// <summary>What is to be done.</summary>
internal sealed record Arguments
{
    private const string Usage = "usage: PartyReport.Faults [--short|--long] [--only SCENARIO]… [--evidence DIR] [--seed N] | check DIR | list";

    public Length Length { get; init; } = Length.Short;
    public IReadOnlyList<string> Only { get; init; } = [];
    public string Evidence { get; init; } = "";
    public int Seed { get; init; } = 20261124;
    public string? Check { get; init; }
    public bool List { get; init; }
    public bool Wrong { get; init; }

    public static Arguments Parse(string[] args) => args switch
    {
        ["check", var folder] => new() { Check = folder },
        ["list"] => new() { List = true },
        _ => Options(new(), args),
    };

    private static Arguments Options(Arguments so, string[] args) => args switch
    {
        [] => so,
        ["--short", .. var rest] => Options(so with { Length = Length.Short }, rest),
        ["--long", .. var rest] => Options(so with { Length = Length.Long }, rest),
        ["--only", var name, .. var rest] => Options(so with { Only = [.. so.Only, name] }, rest),
        ["--evidence", var folder, .. var rest] => Options(so with { Evidence = folder }, rest),
        ["--seed", var seed, .. var rest] when int.TryParse(seed, CultureInfo.InvariantCulture, out var number) =>
            Options(so with { Seed = number }, rest),
        _ => so with { Wrong = true },
    };

    /// <summary>0 all is well, 1 a promise was broken or a figure missed, 2 wrong arguments.</summary>
    public async Task<int> Run()
    {
        if (Wrong || Only.Except(Catalog.All.SelectMany(s => new[] { s.Name, s.Name.Split('-')[0] })).Any())
        {
            Console.Error.WriteLine(Usage);
            return 2;
        }
        if (List)
        {
            foreach (var scenario in Catalog.All) Console.Out.WriteLine($"{scenario.Name,-18} {(scenario.InShort ? "short, long" : "long"),-12} {scenario.What}");
            return 0;
        }
        return Check is not null ? await CheckFolder(Check) : await RunCampaign();
    }

    private static async Task<int> CheckFolder(string folder)
    {
        var violations = await Checker.Check(EvidenceFolder.Load(folder));
        foreach (var violation in violations) Console.Out.WriteLine($"{violation.Invariant} {violation.Harm}: {violation.What}");
        Console.Out.WriteLine($"{violations.Count} violations");
        return violations.Count == 0 ? 0 : 1;
    }

    private async Task<int> RunCampaign()
    {
        using var stop = new CancellationTokenSource();
        Console.CancelKeyPress += (_, e) =>
        {
            e.Cancel = true;
            stop.Cancel();
        };
        var chosen = Catalog.All.Where(s => Only.Count > 0 ? Only.Contains(s.Name) || Only.Contains(s.Name.Split('-')[0]) : Length == Length.Long || s.InShort);
        var (folder, keep) = Evidence is "" ? (Directory.CreateTempSubdirectory("partyreport-evidence-").FullName, false) : (Evidence, true);
        var good = await new Campaign(Length, Seed, folder, TimeProvider.System).Run([.. chosen], stop.Token);
        if (good && !keep) Directory.Delete(folder, recursive: true);
        else Console.Error.WriteLine($"The evidence is in {folder}; PartyReport.Faults check {folder}/… reads it again.");
        return good ? 0 : 1;
    }
}
