using System.CommandLine;
using PartyReport.Load;

var full = new Option<bool>("--full") { Description = "Longer and more rounds, a larger backlog." };
var quick = new Option<bool>("--quick") { Description = "Three short rounds (default)." };
var raw = new Option<string?>("--raw") { Description = "Folder for the raw samples of every measured stretch." };
var seed = new Option<int>("--seed") { Description = "Seed of the workload.", DefaultValueFactory = _ => 1 };
var sabotage = new Option<string>("--sabotage") { Description = "Worsens one thing about our way.", DefaultValueFactory = _ => "" };
sabotage.AcceptOnlyFromAmong(Sabotage.Names);

var command = new RootCommand("Measures the way from a log to a subscriber's effect against hand-written ones.") { full, quick, raw, seed, sabotage };
command.SetAction(arguments => new Bench(
    arguments.GetValue(full) ? Plan.Full : Plan.Quick, new Sabotage(arguments.GetValue(sabotage)!), arguments.GetValue(seed),
    arguments.GetValue(raw)).Run());
return await command.Parse(args).InvokeAsync();
