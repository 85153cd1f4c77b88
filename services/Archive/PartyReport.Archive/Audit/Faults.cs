namespace PartyReport.Archive;

/// <summary>What does not match, one line each. After the hundredth nobody reads on.</summary>
internal sealed class Faults
{
    public const int Most = 100;
    private readonly List<string> _lines = [];

    public IReadOnlyList<string> Lines => _lines;

    public void Add(string line)
    {
        if (_lines.Count < Most) _lines.Add(line);
    }

    /// <summary>Adds a line unless this holds.</summary>
    public void Unless(bool holds, string line)
    {
        if (!holds) Add(line);
    }
}
