using System.Text;
using PartyReport.SixProcesses;

namespace PartyReport.EndToEnd.Tests;

/// <summary>The main job by the same program against the six processes as against one (<see cref="DemoTests"/>).</summary>
[Collection(nameof(Alone))]
public sealed class ScenarioTests(FleetFixture fleet)
{
    [Fact]
    public async Task The_main_job_goes_the_whole_way_through_the_gateway_and_gives_the_same_counts()
    {
        using var data = new TempFolder();
        var report = data.File("report.txt", Encoding.UTF8.GetBytes(
            "一、履职情况\n（一）抓学习。全年学习十二次。\n二、存在的问题\n一是调研不够。\n三、下一步措施\n（一）深入基层。\n"));
        var archive = Path.GetDirectoryName(fleet.ArchiveLog)!;

        var there = (await AllInOne.Run(["demo", "--address", fleet.Address.ToString(), "--archive", archive, "--report", report, "--json"])).Line;
        var here = (await AllInOne.Demo(data.Path, report)).Line;

        (there.Revisions, there.Decisions, there.Notices, there.Verified).ShouldBe((here.Revisions, here.Decisions, here.Notices, true));
    }

    [Fact]
    public async Task A_second_start_beside_a_running_one_is_refused_and_changes_nothing()
    {
        var second = await fleet.TryUp();

        second.Code.ShouldBe(3, second.Error);
        (await Shell.Run("deploy/local/status.sh", [fleet.Folder])).Code.ShouldBe(0);
    }

    [Fact]
    public async Task Stopping_what_never_ran_is_no_fault()
    {
        using var nothing = new TempFolder();

        (await Shell.Run("deploy/local/down.sh", [nothing.Path])).Code.ShouldBe(0);
    }
}
