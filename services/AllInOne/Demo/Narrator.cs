namespace PartyReport.AllInOne.Demo;

/// <summary>One line a step, in the language asked for: who, what, revision, hash, leaf.</summary>
internal sealed class Narrator(TextWriter output, bool english)
{
    private int _step;

    public bool English => english;

    public string Say(string zh, string en) => english ? en : zh;

    public void Step(string who, string what, int? revision = null, string? hash = null, long? leaf = null)
    {
        var line = $"{++_step,2}. {who} {what}";
        if (revision is not null) line += Say($"  修订版 {revision}", $"  revision {revision}");
        if (hash is not null) line += Say($"  哈希 {hash[..12]}", $"  hash {hash[..12]}");
        if (leaf is not null) line += Say($"  叶 {leaf}", $"  leaf {leaf}");
        output.WriteLine(line);
    }

    public void Note(string text) => output.WriteLine("    " + text);
}
