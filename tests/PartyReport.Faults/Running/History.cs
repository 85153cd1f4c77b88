using PartyReport.SixProcesses;

namespace PartyReport.Faults;

/// <summary>Every attempt of every client, a line each as it ends.</summary>
internal sealed class History(string file) : IDisposable
{
    private readonly Lock _turn = new();
    private readonly List<Attempt> _attempts = [];
    private readonly StreamWriter _lines = new(file) { AutoFlush = true };

    public int Count { get { lock (_turn) return _attempts.Count; } }

    public IReadOnlyList<Attempt> All { get { lock (_turn) return [.. _attempts]; } }

    public void Add(Attempt attempt)
    {
        lock (_turn)
        {
            _attempts.Add(attempt);
            _lines.WriteLine(EvidenceFolder.Line(attempt));
        }
    }

    public void Dispose() => _lines.Dispose();
}
