using PartyReport.Contracts.Directory;
using PartyReport.Contracts.Drafting;
using PartyReport.Contracts.Drafting.Http;
using PartyReport.Drafting.Cycles;
using PartyReport.Hosting;

namespace PartyReport.Drafting.Tests.Cycles;

public sealed class OpenCycleTests
{
    private static readonly Guid Unit = Guid.NewGuid();
    private static readonly Stage Stage = new("审核", PostRoles.Member, StageRelations.Own, StageRules.Any);

    private static readonly OpenCycleRequest Good = new(
        2026, "2026年度", DateTimeOffset.UnixEpoch, [new TemplateChapter("问题", ["问题"])], [Stage], [Unit]);

    [Fact]
    public void A_good_request_opens_the_cycle()
    {
        var opened = Decide(Good with { Units = [Unit, Unit] }).Events.ShouldHaveSingleItem().ShouldBeOfType<CycleOpened>();

        opened.Units.ShouldBe([Unit]);
    }

    [Fact]
    public void A_deadline_is_kept_to_the_microsecond_as_databases_keep_it()
    {
        var deadline = DateTimeOffset.UnixEpoch.AddTicks(1234567);

        var opened = Decide(Good with { Deadline = deadline }).Events.ShouldHaveSingleItem().ShouldBeOfType<CycleOpened>();

        opened.Deadline.ShouldBe(deadline.AddTicks(-7));
    }

    [Fact]
    public void Each_fault_is_named()
    {
        Code(Good with { Year = 1900 }).ShouldBe("cycle.year-invalid");
        Code(Good with { Title = "" }).ShouldBe("cycle.title-length");
        Code(Good with { Units = [] }).ShouldBe("cycle.units-count");
        Code(Good with { Chain = [] }).ShouldBe("cycle.chain-length");
        Code(Good with { Template = [new TemplateChapter("问题", [])] }).ShouldBe("cycle.template-invalid");
        Code(Good with { Template = [new TemplateChapter("问题", [null!])] }).ShouldBe("cycle.template-invalid");
        Code(Good with { Template = [null!] }).ShouldBe("cycle.template-invalid");
        Code(Good with { Chain = [null!] }).ShouldBe("cycle.stage-invalid");
        Code(Good with { Title = "甲\0乙" }).ShouldBe("text.control-character");
        Code(Good with { Chain = [Stage, Stage with { Name = "甲\0乙" }] }).ShouldBe("text.control-character");
        Code(Good with { Template = [new TemplateChapter("问\0题", ["问题"])] }).ShouldBe("text.control-character");
        Code(Good with { Template = [new TemplateChapter("问题", ["问\u0001题"])] }).ShouldBe("text.control-character");
    }

    [Fact]
    public void A_bad_stage_is_named_by_its_place()
    {
        Detail(Stage with { Name = "" }).ShouldStartWith("chain[1].name");
        Detail(Stage with { Role = "king" }).ShouldStartWith("chain[1].role");
        Detail(Stage with { Relation = "far" }).ShouldStartWith("chain[1].relation");
        Detail(Stage with { Rule = "dice" }).ShouldStartWith("chain[1].rule");
        Detail(Stage with { Relation = StageRelations.Named }).ShouldStartWith("chain[1].unit");
        Detail(Stage with { Unit = Unit }).ShouldStartWith("chain[1].unit");
    }

    [Fact]
    public void A_unit_out_of_reach_is_refused() =>
        OpenCycle.Decide(Guid.NewGuid(), Good, new Actor(Guid.NewGuid()), Unit).Refusal!.Code.ShouldBe("cycle.unit-out-of-reach");

    private static Outcome Decide(OpenCycleRequest request) => OpenCycle.Decide(Guid.NewGuid(), request, new Actor(Guid.NewGuid()), null);

    private static string? Code(OpenCycleRequest request) => Decide(request).Refusal?.Code;

    private static string Detail(Stage second) => Decide(Good with { Chain = [Stage, second] }).Refusal!.Detail;
}
