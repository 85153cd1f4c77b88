using System.CommandLine;
using System.Globalization;
using PartyReport.GatewayCosts;

// What the gateway costs beside a bare proxy: tests/FIGURES.md says what the figures mean. Ends with one line of JSON.
var raw = new Option<string?>("--raw") { Description = "Folder for the raw samples of every measured stretch." };
var rounds = new Option<int>("--rounds") { Description = "Rounds; an odd number.", DefaultValueFactory = _ => 5 };
var sabotage = new Option<string>("--sabotage") { Description = "Worsens one thing about our way.", DefaultValueFactory = _ => "" };
sabotage.AcceptOnlyFromAmong(OurGateway.Sabotages);
var port = new Argument<int>("port");
var services = new Argument<int>("services");

var back = new Command(Processes.BackEnd, "What is behind the gateways.") { port };
back.SetAction(arguments => BackEnd.Run(arguments.GetValue(port)));
var bare = new Command(Processes.Bare, "The anchor: a proxy with one route.") { port, services };
bare.SetAction(arguments => BareProxy.Run(arguments.GetValue(port), arguments.GetValue(services)));
var ours = new Command(Processes.Ours, "The product's gateway.") { port, services, sabotage };
ours.SetAction(arguments => OurGateway.Run(arguments.GetValue(port), arguments.GetValue(services), arguments.GetValue(sabotage)!));

var command = new RootCommand("Measures the gateway against a bare proxy.") { raw, rounds, sabotage, back, bare, ours };
command.SetAction(arguments => Bench.Run(arguments.GetValue(rounds), arguments.GetValue(sabotage)!, arguments.GetValue(raw)));
CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
return await command.Parse(args).InvokeAsync();
