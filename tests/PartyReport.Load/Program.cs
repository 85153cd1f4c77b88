using System.CommandLine;
using PartyReport.Load;

var full = new Option<bool>("--full") { Description = "Longer and more rounds, a larger backlog." };
var quick = new Option<bool>("--quick") { Description = "Three short rounds (default)." };
var raw = new Option<string?>("--raw") { Description = "Folder for the raw samples of every measured stretch." };
var seed = new Option<int>("--seed") { Description = "Seed of the workload.", DefaultValueFactory = _ => 1 };
var sabotage = new Option<string>("--sabotage") { Description = "Worsens one thing about our way.", DefaultValueFactory = _ => "" };
sabotage.AcceptOnlyFromAmong(Sabotage.Names);

var only = new Option<string?>("--only") { Description = "One way alone, without figures: for a profiler." };
only.AcceptOnlyFromAmong("raw-1", "raw-slice", "ours", Bench.DrainOnly);

var neighbour = new Option<bool>("--neighbour") { Description = "What a second subscription, quick or slow, does to the first." };

var embedded = new Option<bool>("--embedded") { Description = "Commits into one SQLite file, beside a hand-written insert and commit for each." };

var command = new RootCommand("Measures the way from a log to a subscriber's effect against hand-written ones.") { full, quick, raw, seed, sabotage, only, neighbour, embedded };
command.SetAction(arguments => arguments.GetValue(neighbour) ? Neighbour.Run(arguments.GetValue(seed))
    : arguments.GetValue(embedded) ? Embedded.Run()
    : new Bench(
        arguments.GetValue(full) ? Plan.Full : Plan.Quick, new Sabotage(arguments.GetValue(sabotage)!), arguments.GetValue(seed),
        arguments.GetValue(raw)).Run(arguments.GetValue(only)));
return await command.Parse(args).InvokeAsync();
