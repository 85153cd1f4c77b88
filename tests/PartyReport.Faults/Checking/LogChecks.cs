using PartyReport.SixProcesses;

namespace PartyReport.Faults;

/// <summary>I7: outsiders accept the published log, it covers every leaf, and it never got shorter.</summary>
internal static class LogChecks
{
    public static async Task<IReadOnlyList<Violation>> Verified(Evidence evidence)
    {
        var violations = new List<Violation>();
        foreach (var (before, after) in evidence.Sizes.Zip(evidence.Sizes.Skip(1)).Where(p => p.Second.Size < p.First.Size))
            violations.Add(new("I7", Harm.Lost, $"the published log fell from {before.Size} to {after.Size} at {after.At:O}"));
        var log = Path.Combine(evidence.Folder, "log");
        var verified = await Fleet.Verify(log, Path.Combine(evidence.Folder, "log.vkey"));
        if (verified.Code != 0) violations.Add(new("I7", Harm.Unexpected, $"outsiders refuse the published log: {verified.Output}{verified.Error}".Trim()));
        else if (SizeOf(log) is var size && size != evidence.Leaves.Count)
            violations.Add(new("I7", Harm.Lost, $"{evidence.Leaves.Count} leaves are logged and {size} are sealed"));
        return violations;
    }

    /// <summary>Size in a published checkpoint, or null.</summary>
    public static long? SizeOf(string log)
    {
        var file = Path.Combine(log, "checkpoint");
        return File.Exists(file) && File.ReadAllLines(file) is [_, var size, ..] && long.TryParse(size, System.Globalization.CultureInfo.InvariantCulture, out var read) ? read : null;
    }
}
