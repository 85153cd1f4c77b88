using System.Net;
using PartyReport.Contracts;
using PartyReport.Contracts.Archive.Http;
using PartyReport.Contracts.Directory;

namespace PartyReport.Archive.Tests;

public sealed class GetTrailTests
{
    private static readonly Guid Report = Events.Id(9), Helper = Events.Id(21), Stranger = Events.Id(22), Auditor = Events.Id(23);
    private static readonly Guid OtherUnit = Events.Id(24);

    [Fact]
    public async Task A_filed_report_has_its_whole_trail_sealed_under_its_number()
    {
        await using var host = await Filed();

        var trail = await host.Get<TrailView>(Helper, $"/reports/{Report}");
        var checkpoint = await host.Get<CheckpointView>(Helper, "/checkpoint");

        trail.Number.ShouldBe(1);
        trail.Entries.Select(e => e.Type).ShouldBe(
            ["drafting.report-started", "drafting.report-revised", "review.decision-made", "review.report-approved", "archive.report-filed"]);
        trail.Entries.ShouldAllBe(e => e.Sealed && !e.Early);
        trail.Entries.Select(e => e.Leaf).ShouldBeInOrder();
        trail.SealedBy!.Leaves.ShouldBeInRange(trail.Entries[^1].Leaf + 1, checkpoint.Leaves);
    }

    [Fact]
    public async Task Only_who_looks_after_the_unit_or_reads_everything_sees_a_trail()
    {
        await using var host = await Filed();

        (await host.Get<TrailView>(Auditor, $"/reports/{Report}")).Entries.Count.ShouldBe(5);
        await host.ShouldRefuse(Stranger, $"/reports/{Report}", HttpStatusCode.Forbidden, "archive.not-yours");
        await host.ShouldRefuse(Events.Id(99), $"/reports/{Report}", HttpStatusCode.Forbidden, "archive.not-yours");
        await host.ShouldRefuse(Helper, $"/reports/{Events.Id(98)}", HttpStatusCode.NotFound, "archive.report-unknown");
    }

    [Fact]
    public async Task Only_archivists_and_auditors_audit()
    {
        await using var host = await Filed();

        var audit = await host.Get<AuditView>(Auditor, "/audit");

        audit.Faults.ShouldBeEmpty();
        audit.Leaves.ShouldBeGreaterThanOrEqualTo(10);
        await host.ShouldRefuse(Helper, "/audit", HttpStatusCode.Forbidden, "archive.not-auditor");
    }

    [Fact]
    public async Task Before_the_first_leaf_there_is_no_checkpoint()
    {
        await using var host = await ArchiveHost.Start();

        await host.ShouldRefuse(Helper, "/checkpoint", HttpStatusCode.NotFound, "archive.no-checkpoint");
    }

    [Fact]
    public async Task A_proof_of_every_leaf_is_verified_by_an_outsider_and_one_of_another_report_is_not_given()
    {
        await using var host = await Filed();
        var (key, file) = (Path.Combine(host.Folder, "archive", "log.vkey"), Path.Combine(host.Folder, "leaf.tlog-proof"));

        foreach (var entry in (await host.Get<TrailView>(Helper, $"/reports/{Report}")).Entries)
        {
            using var output = new StringWriter();
            await File.WriteAllTextAsync(file, await host.Text(Helper, $"/reports/{Report}/leaves/{entry.Leaf}/proof"), TestContext.Current.CancellationToken);
            Verifier.Run(["proof", file, "--key", key], output).ShouldBe(0, output.ToString());
            output.ToString().ShouldContain($"valid: leaf {entry.Leaf} of ");
            output.ToString().ShouldContain($"\"type\":\"{entry.Type}\"");
        }

        await host.ShouldRefuse(Helper, $"/reports/{Report}/leaves/0/proof", HttpStatusCode.NotFound, "archive.leaf-unknown");
        await host.ShouldRefuse(Helper, $"/reports/{Report}/leaves/99999/proof", HttpStatusCode.NotFound, "archive.leaf-unknown");
        await host.ShouldRefuse(Stranger, $"/reports/{Report}/leaves/0/proof", HttpStatusCode.Forbidden, "archive.not-yours");
        await host.ShouldRefuse(Helper, $"/reports/{Events.Id(98)}/leaves/0/proof", HttpStatusCode.NotFound, "archive.report-unknown");
    }

    private static async Task<ArchiveHost> Filed()
    {
        var host = await ArchiveHost.Start();
        await host.Happens(Events.Unit, new UnitAdded(Events.Unit, "A", "甲", UnitKinds.Group));
        await host.Happens(OtherUnit, new UnitAdded(OtherUnit, "B", "乙", UnitKinds.Group));
        foreach (var (person, unit, role) in new[]
                 { (Helper, Events.Unit, PostRoles.Helper), (Stranger, OtherUnit, PostRoles.Helper), (Auditor, OtherUnit, PostRoles.Auditor) })
            await host.Happens(person, new PostAssigned(person, person, unit, role, "职务", new DateOnly(2020, 1, 1)));
        // The decision comes before the revision that it is about: the archive puts them in order.
        await host.Happens(Report, Events.Decided(Report, "同意", "请补充"), new Cause("drafting", Report, 2));
        await host.Happens(Report, Events.Approved(Report));
        await host.Happens(Report, Events.Started(Report));
        await host.Happens(Report, Events.Revised(Report, 1, "一、", "二、"));
        await host.Sealed(10);
        await host.Knows(posts: 3);
        return host;
    }
}
