using System.CommandLine;
using PartyReport.ImportCosts;

// How long a city's units and posts take from the file to every service: tests/FIGURES.md. Ends with one line of JSON.
var raw = new Option<string?>("--raw") { Description = "Folder for the raw samples." };
var units = new Option<int>("--units") { Description = "Units in the file.", DefaultValueFactory = _ => 100_000 };
var posts = new Option<int>("--posts") { Description = "Posts in the file, each of a person of its own.", DefaultValueFactory = _ => 300_000 };
var seed = new Option<int>("--seed") { Description = "Seed of the names.", DefaultValueFactory = _ => 1 };
var sabotage = new Option<string>("--sabotage") { Description = "Worsens one thing.", DefaultValueFactory = _ => "" };
sabotage.AcceptOnlyFromAmong(Sabotage.Names);

var command = new RootCommand("Measures an import with the six processes.") { raw, units, posts, seed, sabotage };
command.SetAction((arguments, ct) => Bench.Run(
    new City(arguments.GetValue(units), arguments.GetValue(posts), arguments.GetValue(seed)), arguments.GetValue(sabotage)!, arguments.GetValue(raw), ct));
return await command.Parse(args).InvokeAsync();
