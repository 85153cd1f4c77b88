using PartyReport.Contracts.Operations.Http;

namespace PartyReport.Matrix.Tests;

/// <summary>
/// What a service must have taken down when its answer has come, where auditors look: what it denied, what was read of another unit's
/// report, and every export, with who asked, the rule that decided and what it was about. Written by hand as the table is.
/// </summary>
internal static class Recorded
{
    private static readonly (string Who, string Endpoint, string Relation, string Service, string Rule, bool Allowed)[] Noted =
    [
        ("hel", "GetReport", "far", "drafting", "report.read/nobody-else", false),
        ("rev", "EditBlock", "own", "drafting", "report.write/nobody-else", false),
        ("dbl", "SubmitReportForReview", "own", "drafting", "report.submit/auditor-changes-nothing", false),
        ("sec", "ExportRevision", "beside", "drafting", "report.export/nobody-else", false),
        ("mem", "GetReview", "above", "review", "review.read/nobody-else", false),
        ("sec", "DecideStage", "own", "review", "review.decide/nobody-else", false),
        ("dep", "GetTrail", "far", "archive", "trail.read/nobody-else", false),
        ("sec", "MoveUnit", "own", "directory", "unit.change/nobody-else", false),
        ("saf", "AssignPost", "own", "directory", "post.change/nobody-else", false),
        ("off", "GetReport", "own", "drafting", "report.read/from-above", true),
        ("sec", "GetReport", "below", "drafting", "report.read/from-above", true),
        ("arc", "GetReport", "far", "drafting", "report.read/archive-and-audit", true),
        ("sea", "GetRevision", "far", "drafting", "report.read/seat", true),
        ("off", "GetReview", "own", "review", "review.read/from-above", true),
        ("dec", "GetReview", "own", "review", "review.read/decider", true),
        ("sea", "GetReview", "far", "review", "review.read/seat", true),
        ("off", "GetTrail", "own", "archive", "trail.read/from-above", true),
        ("sec", "ExportRevision", "own", "drafting", "report.export/own-unit", true),
        ("off", "ExportRevision", "own", "drafting", "report.export/from-above", true),
        ("adm", "ExportOrganisation", "*", "directory", "directory.export/administrator-and-auditor", true),
    ];

    /// <summary>What should stand there and does not, and what stands there and should not.</summary>
    public static async Task<IReadOnlyList<string>> Missing(Door door, Objects objects)
    {
        var wrong = new List<string>();
        foreach (var (who, endpoint, relation, service, rule, allowed) in Noted)
        {
            await Ask(door, objects, who, endpoint, relation);
            var lines = await Lines(door, service);
            if (!lines.Exists(l => l.Person == People.All[who] && l.Rule == rule && l.Allowed == allowed && l.Subject == Subject(endpoint, relation, objects)))
                wrong.Add($"{who} {endpoint} {relation}: {rule} is missing");
        }
        await Ask(door, objects, "sec", "GetReport", "own");
        if ((await Lines(door, "drafting")).Exists(l => l.Rule == "report.read/own-unit")) wrong.Add("Reading the own unit's report is there.");
        return wrong;
    }

    private static async Task Ask(Door door, Objects objects, string who, string endpoint, string relation)
    {
        using var request = Requests.Of(endpoint, relation, objects).Request;
        using var response = await door.Send(People.All[who], request);
    }

    private static Task<List<AccessView>> Lines(Door door, string service) =>
        door.Get<List<AccessView>>(People.All["aud"]!.Value, $"/api/operations/{service}/access");

    private static Guid? Subject(string endpoint, string relation, Objects objects) => endpoint switch
    {
        "GetReview" or "DecideStage" or "GetTrail" or "GetRevision" => objects.Reviewed[relation],
        "MoveUnit" => objects.Units[relation],
        "AssignPost" or "ExportOrganisation" => null,
        _ => objects.Drafts[relation],
    };
}
