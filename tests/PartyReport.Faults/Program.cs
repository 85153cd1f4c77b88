using PartyReport.Faults;

// run [--short|--long] [--only SCENARIO]… [--evidence DIR] [--seed N], or: check DIR
return await Arguments.Parse(args).Run();
