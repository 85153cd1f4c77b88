using System.Globalization;

namespace PartyReport.EndToEnd.Tests;

/// <summary>
/// Kills the demo at chosen moments, runs it again on the same data, and compares with a run that was never cut. The moments
/// are the ends of the product's own spans: a commit before anybody is told of it, the effects inside a subscriber's open
/// transaction, tiles on disk without a checkpoint row, a row without a published checkpoint.
/// </summary>
public sealed class KillTests
{
    private static readonly string[] Subscribers = ["drafting", "review", "archive", "notification"];
    private static readonly string Hook = Path.Combine(AppContext.BaseDirectory, "PartyReport.KillHook.dll");

    [Fact]
    public async Task A_killed_demo_is_finished_by_a_rerun_with_nothing_lost_and_nothing_doubled()
    {
        using var whole = new TempFolder();
        var expected = (await AllInOne.Demo(whole.Path, null, [.. Hooked("PARTYREPORT_COUNT_TO", Path.Combine(whole.Path, "spans"))])).Line;
        var points = Points(File.ReadAllLines(Path.Combine(whole.Path, "spans")), Wanted());

        points.Count.ShouldBe(Wanted());
        foreach (var point in points) await KillAndFinish(point, whole, expected);
    }

    private static async Task KillAndFinish(string point, TempFolder whole, DemoLine expected)
    {
        using var data = new TempFolder();

        var killed = await AllInOne.Demo(data.Path, null, [.. Hooked("PARTYREPORT_KILL_AT", point)]);
        var finished = await AllInOne.Demo(data.Path);

        killed.Code.ShouldBe(137, $"at {point}: {killed.Error}");
        finished.Code.ShouldBe(0, $"after a kill at {point}: {finished.Error}");
        // Whoever runs it again signs in again, and that is logged too.
        finished.Line.Leaves.ShouldBeGreaterThanOrEqualTo(expected.Leaves, $"after a kill at {point}");
        finished.Line.ShouldBe(
            expected with { Report = finished.Line.Report, Root = finished.Line.Root, Leaves = finished.Line.Leaves }, $"after a kill at {point}");
        foreach (var (service, sql) in Counts) data.Query<string>(service, sql).ShouldBe(whole.Query<string>(service, sql), $"{service} after a kill at {point}");
        Unexplained(data).ShouldBeEmpty($"after a kill at {point}");
    }

    private const string NoSignIn = "type not like 'directory.session-%'";

    // What a run leaves behind, without ids and times, and without its sign-ins.
    private static readonly (string Service, string Sql)[] Counts =
    [
        .. from service in new[] { "directory", "drafting", "review", "archive", "notification" }
           select (service, $"select type || ' ' || count(*) from event where {NoSignIn} group by type order by type"),
        ("archive", $"select publisher || ' ' || type || ' ' || count(*) || ' ' || sum(early) from leaf where {NoSignIn} group by publisher, type order by publisher, type"),
        ("archive", "select 'blocks ' || count(*) from block"),
        ("archive", "select 'held ' || count(*) from held"),
        ("notification", "select kind || ' ' || count(*) || ' ' || count(read_at) from notice group by kind order by kind"),
    ];

    private static List<string> Unexplained(TempFolder data) =>
    [
        .. Subscribers.SelectMany(s => data.Query<string>(s, "select type || ' is blocked: ' || coalesce(error, '') from blocked")),
        .. data.Query<string>("archive", "select 'leaf ' || idx || ' is out of order' from leaf where early"),
    ];

    /// <summary>Moments spread evenly over each kind of span; the rarest kinds first, so that each has some.</summary>
    private static List<string> Points(string[] spans, int wanted)
    {
        var kinds = spans.Select(s => s.Split(':')).Select(s => (Name: s[0], Count: int.Parse(s[1], CultureInfo.InvariantCulture)))
            .OrderBy(s => s.Count).ToList();
        var points = new List<string>();
        foreach (var (kind, i) in kinds.Select((k, i) => (k, i)))
        {
            var share = Math.Min(kind.Count, (wanted - points.Count) / (kinds.Count - i));
            // Timing changes the number of batches a little, so the very last ones may not come again.
            var reach = Math.Max(share, kind.Count * 2 / 3);
            points.AddRange(Enumerable.Range(0, share).Select(n => $"{kind.Name}:{1 + n * reach / share}"));
        }
        return points;
    }

    private static int Wanted() =>
        int.TryParse(Environment.GetEnvironmentVariable("PARTYREPORT_KILL_POINTS"), CultureInfo.InvariantCulture, out var points) ? points : 10;

    private static IEnumerable<(string, string)> Hooked(string name, string value) => [("DOTNET_STARTUP_HOOKS", Hook), (name, value)];
}
