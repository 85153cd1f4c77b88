using PartyReport.Contracts.Archive;
using PartyReport.Contracts.Directory;
using PartyReport.Contracts.Drafting;
using PartyReport.Contracts.Operations;
using PartyReport.Contracts.Review;

namespace PartyReport.Faults;

/// <summary>I6: read models are what the events give when they are folded anew.</summary>
internal static class ModelChecks
{
    private static readonly string[] Folded =
        ["unit", "post", "cycle", "report", "revision", "open_stage", "filing", "organisation_unit", "organisation_post"];

    public static IEnumerable<Violation> Folds(Evidence evidence)
    {
        var wanted = new Dictionary<(string, string, string), string>();
        foreach (var e in evidence.Events.Where(e => !evidence.IsPlanted(e.Stream)).OrderBy(e => e.Publisher).ThenBy(e => e.Stream).ThenBy(e => e.Version))
            Apply(wanted, e);
        var there = evidence.Models.Where(m => Folded.Contains(m.Table)).GroupBy(m => (m.Service, m.Table, m.Key)).ToDictionary(g => g.Key, g => g.First().Value);
        foreach (var (key, value) in wanted)
            if (!there.TryGetValue(key, out var is_)) yield return new("I6", Harm.Lost, $"{key} is not there; the events give {value}");
            else if (is_ != value) yield return new("I6", Harm.Unexpected, $"{key} is {is_}; the events give {value}");
        foreach (var (key, value) in there.Where(t => !wanted.ContainsKey(t.Key) && !IsPlanted(evidence, t.Key.Key)))
            yield return new("I6", Harm.Unexpected, $"{key} is {value}; no event gives it");
    }

    private static bool IsPlanted(Evidence evidence, string key) => Guid.TryParse(key.Split('/')[0], out var id) && evidence.IsPlanted(id);

    private static void Apply(Dictionary<(string, string, string), string> rows, EventRow e)
    {
        if (e.Is<AccessCounted>()) return;
        if (e.Publisher == "directory") Organisation(rows, e);
        else if (e.Publisher == "drafting") Drafting(rows, e);
        else if (e.Publisher == "review") Review(rows, e);
        else if (e.Is<ReportFiled>() && e.Read<ReportFiled>() is { } filed)
            rows[("archive", "filing", Key(filed.Report))] = Line(filed.Number, filed.Revision, filed.Hash);
    }

    private static void Organisation(Dictionary<(string, string, string), string> rows, EventRow e)
    {
        if (e.Is<UnitAdded>() && e.Read<UnitAdded>() is { } unit)
        {
            rows[("directory", "unit", Key(unit.Unit))] = Line(unit.Code, unit.Kind, unit.Parent);
            foreach (var service in Replicas) rows[(service, "organisation_unit", Key(unit.Unit))] = Line(unit.Kind, unit.Name, unit.Parent);
        }
        if (e.Is<PostAssigned>() && e.Read<PostAssigned>() is { } post) Post(rows, post);
        if (e.Is<PostEnded>() && e.Read<PostEnded>() is { } ended)
            foreach (var (service, table) in Replicas.Select(r => (r, "organisation_post")).Append(("directory", "post")))
                rows[(service, table, Key(ended.Post))] =
                    string.Join('/', rows[(service, table, Key(ended.Post))].Split('/').Take(4).Append($"{ended.To:yyyy-MM-dd}"));
    }

    private static void Post(Dictionary<(string, string, string), string> rows, PostAssigned post)
    {
        var line = Line(post.Person, post.Unit, post.Role, $"{post.From:yyyy-MM-dd}", post.To is { } to ? $"{to:yyyy-MM-dd}" : null);
        rows[("directory", "post", Key(post.Post))] = line;
        foreach (var service in Replicas) rows[(service, "organisation_post", Key(post.Post))] = line;
    }

    private static void Drafting(Dictionary<(string, string, string), string> rows, EventRow e)
    {
        var report = ("drafting", "report", Key(e.Stream));
        if (e.Is<CycleOpened>() && e.Read<CycleOpened>() is { } cycle)
        {
            rows[("drafting", "cycle", Key(cycle.Cycle))] = Line(cycle.Year, cycle.Opener);
            rows[("review", "cycle", Key(cycle.Cycle))] = Key(cycle.Opener);
        }
        else if (e.Is<ReportStarted>() && e.Read<ReportStarted>() is { } started)
        {
            rows[report] = Line(started.Cycle, started.Unit, "draft", 0);
        }
        else if (e.Is<ReportRevised>() && e.Read<ReportRevised>() is { } revised)
        {
            rows[("drafting", "revision", $"{Key(e.Stream)}/{revised.Revision}")] = Line(revised.Hash, revised.Author, revised.Origin);
            rows[report] = string.Join('/', [.. rows[report].Split('/').Take(3), $"{revised.Revision}", revised.Hash]);
        }
        else
        {
            var parts = rows[report].Split('/');
            parts[2] = e.Type switch { "drafting.report-submitted" => "in-review", "drafting.report-reopened" => "draft", _ => "approved" };
            rows[report] = string.Join('/', parts);
        }
    }

    private static void Review(Dictionary<(string, string, string), string> rows, EventRow e)
    {
        var stage = ("review", "open_stage", Key(e.Stream));
        var open = (e.Is<StageOpened>() ? e.Read<StageOpened>().Stage : null as int?) ?? (e.Is<StageVacant>() ? e.Read<StageVacant>().Stage : null);
        if (e.Is<ReviewOpened>()) rows[stage] = Line(e.Read<ReviewOpened>().Unit, 0);
        else if (open is { } number && rows.TryGetValue(stage, out var row)) rows[stage] = Line(row.Split('/')[0], number);
        else if (e.Is<ReportReturned>() || e.Is<ReportApproved>()) rows.Remove(stage);
    }

    private static readonly string[] Replicas = ["drafting", "review", "archive"];

    private static string Key(Guid id) => id.ToString("D");

    private static string Line(params object?[] parts) => string.Join('/', parts.Where(p => p is not null));
}
