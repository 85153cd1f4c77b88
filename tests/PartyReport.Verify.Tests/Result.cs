namespace PartyReport.Verify.Tests;

// What the program answers, run in this process.
internal sealed record Result(int ExitCode, string Output, string Error)
{
    public static Result Of(string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var exitCode = Cli.Run(args, output, error);
        return new Result(exitCode, output.ToString(), error.ToString());
    }
}
