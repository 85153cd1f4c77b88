namespace PartyReport.Verify;

internal static class Cli
{
    public static int Run(string[] args, TextWriter output, TextWriter error)
    {
        try
        {
            var arguments = Arguments.Parse(args);
            var key = VerifierKey.FromTextOrFile(arguments.Key);
            var verdict = VerdictOn(arguments, key);
            output.WriteLine(arguments.Json ? verdict.Json : verdict.Line);
            return verdict.ExitCode;
        }
        catch (WrongUse wrong)
        {
            error.WriteLine(wrong.Message);
            error.WriteLine(Arguments.Usage);
            return 2;
        }
    }

    private static Verdict VerdictOn(Arguments arguments, VerifierKey key)
    {
        try
        {
            return arguments.IsProof ? Proof.Verify(arguments.Path, key) : Audit(LogFolder.Open(arguments.Path), key);
        }
        catch (InvalidLog fault)
        {
            return Verdict.Invalid(fault);
        }
    }

    private static Verdict Audit(LogFolder folder, VerifierKey key)
    {
        var checkpoint = Checkpoint.Read(folder, key);
        new LogAudit(folder, checkpoint).Run();
        return Verdict.Valid(checkpoint);
    }
}
