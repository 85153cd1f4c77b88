using System.CommandLine;
using System.Globalization;
using PartyReport.AllInOne;
using PartyReport.AllInOne.Demo;

var data = new Option<string?>("--data") { Description = "Data folder. Default: partyreport in $XDG_DATA_HOME (~/.local/share)." };
var port = new Option<int>("--port") { Description = "Port on the loopback address; 0 takes a free one.", DefaultValueFactory = _ => 5180 };
var empty = new Option<bool>("--empty") { Description = "Start without the demo county." };
var report = new Option<string?>("--report") { Description = "Plain-text report to use. Default: the sample that comes with the program." };
var json = new Option<bool>("--json") { Description = "End with one line of JSON on standard output; the steps go to standard error." };
var language = new Option<string>("--lang") { Description = "Language of the steps: zh or en.", DefaultValueFactory = _ => "zh" };
var address = new Option<string?>("--address") { Description = "Runs it against a product that runs there already, for example http://127.0.0.1:5180." };
var archive = new Option<string?>("--archive") { Description = "With --address: folder with the archive's log and log.vkey, to audit it offline." };
language.AcceptOnlyFromAmong("zh", "en");
address.Validators.Add(result =>
{
    if (result.Tokens is [var token] && !(Uri.TryCreate(token.Value, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"))
        result.AddError("--address: an http address.");
});
port.Validators.Add(result =>
{
    if (result.Tokens is [var token] && int.TryParse(token.Value, CultureInfo.InvariantCulture, out var number) && number is < 0 or > 65535)
        result.AddError("--port: 0 to 65535.");
});

var demo = new Command("demo", "Runs the main job from the first notice to the sealed archive, without a browser.") { data, report, json, language, address, archive };
demo.SetAction((args, ct) => Exit.Run(() => args.GetValue(address) is { } at
    ? DemoRun.RunAt(new Uri(at), args.GetValue(archive), args.GetValue(report), args.GetValue(json), args.GetValue(language) == "en", ct)
    : DemoRun.Run(DataFolder.Resolve(args.GetValue(data)), args.GetValue(report), args.GetValue(json), args.GetValue(language) == "en", ct)));

var root = new RootCommand("PartyReport as one process: every service, SQLite files, no broker.") { data, port, empty };
root.SetAction((args, ct) => Exit.Run(() => Server.Run(
    DataFolder.Resolve(args.GetValue(data)), args.GetValue(port), args.GetValue(empty), ct)));
root.Subcommands.Add(demo);

var parsed = root.Parse(args);
if (parsed.Errors.Count == 0) return await parsed.InvokeAsync();
foreach (var error in parsed.Errors) await Console.Error.WriteLineAsync(error.Message);
return Exit.BadInput;
