return PartyReport.Verify.Cli.Run(args, Console.Out, Console.Error);
