using PartyReport.Simulation;

return args switch
{
    ["run", ..] => CommandLine.Run(args[1..]),
    ["replay", ..] => CommandLine.Replay(args[1..]),
    _ when args.Contains("--server") => await Xunit.MicrosoftTestingPlatform.TestPlatformTestFramework.RunAsync(
        args, SelfRegisteredExtensions.AddSelfRegisteredExtensions),
    _ => await Xunit.Runner.InProc.SystemConsole.ConsoleRunner.Run(args),
};
