using System.Security.Cryptography;
using PartyReport.Eventing;

namespace PartyReport.Archive;

/// <summary>Re-hashes every stored text, and remembers the changed ones until a leaf that uses them is found.</summary>
internal sealed class TextAudit
{
    // A list becomes as many parameters in SQLite, and there a statement takes only so many.
    private const int AtOnce = 500;
    private readonly Dictionary<string, bool> _changedAndNamed = [];

    public long Count { get; private set; }

    public static async Task<TextAudit> Run(Session session)
    {
        var audit = new TextAudit();
        await foreach (var text in session.Stream<Stored>(
            $"select {Unproved.Text("sha256")} as sha256, {Unproved.Utf8(session, "text")} as text from block"))
        {
            audit.Count++;
            if (audit._changedAndNamed.Count < Faults.Most && Convert.ToHexStringLower(SHA256.HashData(text.Text)) != text.Sha256)
                audit._changedAndNamed[text.Sha256] = false;
        }
        return audit;
    }

    /// <summary>Names the texts of a leaf that are changed or gone.</summary>
    public async Task Check(Session session, IReadOnlyCollection<string> used, string leaf, Faults faults)
    {
        foreach (var sha256 in used.Where(_changedAndNamed.ContainsKey))
        {
            if (!_changedAndNamed[sha256]) faults.Add($"block {sha256} of {leaf}: its text no longer has this hash");
            _changedAndNamed[sha256] = true;
        }
        if (used.Count == 0) return;
        foreach (var missing in await Missing(session, used)) faults.Add($"block {missing} of {leaf}: its text is missing");
    }

    public void NameUnused(Faults faults)
    {
        foreach (var (sha256, _) in _changedAndNamed.Where(c => !c.Value))
            faults.Add($"block {sha256}: its text does not have this hash, and no leaf uses it");
    }

    private static async Task<List<string>> Missing(Session session, IReadOnlyCollection<string> used)
    {
        var missing = new List<string>();
        foreach (var some in used.Chunk(AtOnce))
            missing.AddRange(some.Except(await session.Query<string>($"select sha256 from block where sha256 {session.In("some")}", new { some })));
        return missing;
    }

    private sealed record Stored
    {
        public string Sha256 { get; init; } = "";
        public byte[] Text { get; init; } = [];
    }
}
