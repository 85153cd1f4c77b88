using Microsoft.Extensions.DependencyInjection;
using PartyReport.Contracts;
using PartyReport.Contracts.Archive.Http;
using PartyReport.Contracts.Directory;
using PartyReport.Eventing;
using PartyReport.Hosting;
using PartyReport.Servers;

namespace PartyReport.Archive.Tests;

/// <summary>The archive over HTTP on PostgreSQL. Its events are handed to it at once, as the loops of several shards would.</summary>
public sealed class GetTrailOnPostgresTests
{
    private static readonly Guid Report = Events.Id(9), Helper = Events.Id(21), Auditor = Events.Id(22), OtherUnit = Events.Id(24);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_filed_report_has_its_whole_trail_sealed_and_an_auditor_finds_no_fault()
    {
        await using var host = await Start();
        var sequencer = host.Services.GetRequiredService<Sequencer>();
        await Know(host,
            new UnitAdded(Events.Unit, "A", "甲", UnitKinds.Group), new UnitAdded(OtherUnit, "B", "乙", UnitKinds.Group),
            new PostAssigned(Helper, Helper, Events.Unit, PostRoles.Helper, "党务干部", new DateOnly(2020, 1, 1)),
            new PostAssigned(Auditor, Auditor, OtherUnit, PostRoles.Auditor, "审计员", new DateOnly(2020, 1, 1)));

        await Task.WhenAll(
            Task.Run(() => Rig.Hear(host.Log, sequencer,
                Rig.Deliver("review", Report, 1, Events.Decided(Report, "同意", "请补充"), new Cause("drafting", Report, 2)),
                Rig.Deliver("review", Report, 2, Events.Approved(Report))), Ct),
            Task.Run(() => Rig.Hear(host.Log, sequencer,
                Rig.Deliver("drafting", Report, 1, Events.Started(Report)), Rig.Deliver("drafting", Report, 2, Events.Revised(Report, 1, "一、", "二、"))), Ct));
        await Sealed(host, 4);

        var trail = (await host.Get(Helper, $"/api/archive/reports/{Report}")).Read<TrailView>();
        trail.Number.ShouldBe(1);
        trail.Entries.Select(e => e.Leaf).ShouldBe([0, 1, 2, 3]);
        trail.Entries.ShouldAllBe(e => e.Sealed && !e.Early && e.At == Events.Now);
        trail.SealedBy!.Leaves.ShouldBe(4);
        (await host.Get(Auditor, "/api/archive/audit")).Read<AuditView>().Faults.ShouldBeEmpty();
        (await host.Get(Helper, "/api/archive/audit")).Code.ShouldBe("archive.not-auditor");
        (await host.Get(Events.Id(99), $"/api/archive/reports/{Report}")).Code.ShouldBe("archive.not-yours");
        (await host.Get(Helper, "/api/archive/checkpoint")).Read<CheckpointView>().Leaves.ShouldBe(4);
    }

    private static async Task<ModuleHost> Start() => await ModuleHost.Start(
        await ModuleData.Create(Engine.Postgres, ArchiveModule.Name, typeof(OrganisationReplica).Assembly, typeof(ArchiveModule).Assembly),
        ArchiveModule.Name, (services, config) => services.AddArchive(config), routes => routes.MapArchive());

    private static Task Know(ModuleHost host, params object[] happened) => host.Log.Write(async session =>
    {
        foreach (var body in happened)
            await (await OrganisationReplica.React(session, new Delivery("directory", new RecordedEvent(), body, new EventHeaders("a", "k", []))))
                .Effects(session);
        return 0;
    }, Ct);

    private static async Task Sealed(ModuleHost host, long leaves)
    {
        var (wakeups, published) = (host.Services.GetRequiredService<Wakeups>(), host.Services.GetRequiredService<PublishedLog>());
        for (var next = wakeups.Next(LogPublisher.Sealed); published.Size < leaves; next = wakeups.Next(LogPublisher.Sealed))
            await next.WaitAsync(TimeSpan.FromSeconds(30), Ct);
    }
}
