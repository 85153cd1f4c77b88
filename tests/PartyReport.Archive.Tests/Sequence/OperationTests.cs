using PartyReport.Contracts;
using PartyReport.Contracts.Operations;

namespace PartyReport.Archive.Tests;

public sealed class OperationTests
{
    private static readonly Guid Stream = new(1, 0, 0, new byte[8]);

    public static TheoryData<object> Operations =>
    [
        new StreamRetried("review", "submissions", "drafting", Stream, 4, "drafting.report-submitted", 10, true),
        new EventSkipped("review", "submissions", "drafting", Stream, 4, "drafting.report-submitted", Content.HashOf("重复"), [Content.Of("重复")]),
        new SubscriptionReplayed("review", "submissions", "drafting", "0/0/0", [new ReplayedShard(0, "1/0/9")]),
    ];

    [Theory, MemberData(nameof(Operations), DisableDiscoveryEnumeration = true)]
    public async Task What_an_operator_did_at_a_service_is_a_leaf_that_stands_the_audit(object operation)
    {
        await using var rig = await Rig.Make();

        await rig.Hear(Rig.Deliver("review", Stream, 1, operation));
        await rig.Seal();

        (await rig.Leaves()).ShouldBe(["0 review/1"]);
        var audit = await rig.Audit();
        (audit.Leaves, audit.Faults.Count).ShouldBe((1, 0));
    }
}
