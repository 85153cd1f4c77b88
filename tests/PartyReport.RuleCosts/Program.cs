using System.Text.Json;
using PartyReport.RuleCosts;
using PartyReport.Servers;

// What authorisation costs: tests/FIGURES.md says what the figures mean. Ends with one line of JSON.
//   PartyReport.RuleCosts [--raw DIR] [--sabotage slow-allow|climb]
if (Options.Parse(args) is not { } options)
{
    Console.Error.WriteLine("usage: PartyReport.RuleCosts [--raw DIR] [--sabotage slow-allow|climb]");
    return 64;
}

var allow = AllowTimes.Measure(options);
var costs = new List<FilterCost>();
foreach (var engine in new[] { Engine.Sqlite, Engine.Postgres }) costs.AddRange(await FilterCosts.Measure(engine, options));
foreach (var cost in costs) Console.Error.WriteLine($"{cost.Engine} {cost.Who}: {cost.Plain:F2} ms without, {cost.Filtered:F2} ms with the filter");
if (options.Raw is { } folder)
{
    Directory.CreateDirectory(folder);
    await File.WriteAllTextAsync(Path.Combine(folder, "allow.json"), JsonSerializer.Serialize(new { options.Seed, allow.Microseconds }));
    await File.WriteAllTextAsync(Path.Combine(folder, "list-filter.json"), JsonSerializer.Serialize(new { options.Seed, costs }));
}
Console.WriteLine(JsonSerializer.Serialize(new
{
    allow_p99_us = Math.Round(allow.P99, 2), list_filter_cost = Math.Round(costs.Max(c => c.Filtered / c.Plain), 3),
}));
return 0;
