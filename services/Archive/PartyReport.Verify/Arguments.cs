namespace PartyReport.Verify;

// The path is the folder of a log, or the file of a proof.
internal sealed record Arguments(bool IsProof, string Path, string Key, bool Json)
{
    public const string Usage = "usage: PartyReport.Verify log DIR --key VKEY [--json]\n       PartyReport.Verify proof FILE --key VKEY [--json]";

    public static Arguments Parse(string[] args)
    {
        List<string> words = [];
        string? key = null;
        var json = false;
        var rest = new Queue<string>(args);
        while (rest.TryDequeue(out var arg))
        {
            if (arg == "--json" && !json) json = true;
            else if (arg == "--key" && key is null) key = ValueOf(arg, rest);
            else if (arg.StartsWith('-')) throw new WrongUse($"unknown, or given twice: {arg}");
            else words.Add(arg);
        }

        if (words is not [("log" or "proof") and var what, { Length: > 0 } path])
            throw new WrongUse("expected the word 'log' and one folder, or the word 'proof' and one file");
        return new Arguments(what == "proof", path, key ?? throw new WrongUse("--key is missing"), json);
    }

    private static string ValueOf(string option, Queue<string> rest) =>
        rest.TryDequeue(out var value) ? value : throw new WrongUse($"{option} needs a value");
}
