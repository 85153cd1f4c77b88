using Npgsql;
using PartyReport.Servers;

namespace PartyReport.Archive.Tests;

/// <summary>The audit of a PostgreSQL archive that somebody with every right has changed.</summary>
public sealed class AuditContentOnPostgresTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_untouched_archive_has_no_faults()
    {
        await using var rig = await AuditContentTests.Filed(Engine.Postgres);

        var audit = await rig.Audit();

        audit.Faults.ShouldBeEmpty();
        (audit.Leaves, audit.Blocks).ShouldBe((5, 22));
    }

    [Fact]
    public async Task An_archive_of_many_pages_is_audited_to_its_end()
    {
        await using var rig = await Rig.Make(Engine.Postgres);
        foreach (var slice in Enumerable.Range(1, 130).Chunk(65))
            await rig.Hear([.. slice.Select(i => Rig.Deliver("drafting", Events.Id(i), 1, Events.Started(Events.Id(i))))]);
        await rig.Seal();

        var audit = await rig.Audit();

        (audit.Leaves, audit.Faults.Count).ShouldBe((130, 0));
    }

    [Theory]
    [InlineData("update block set text = text || ' ' where text = '第3段'", "(leaf 1): its text no longer has this hash")]
    [InlineData("delete from block where text = '第3段'", "(leaf 1): its text is missing")]
    [InlineData("update leaf set body = 'x' where idx = 1", "(leaf 1): its event cannot be read any more")]
    [InlineData("update leaf set version = -7 where idx = 0", "(leaf 0): its event is not the one")]
    [InlineData("update leaf set leaf_hash = '' where idx = 2", "(leaf 2): the leaf no longer has its hash")]
    [InlineData("update leaf set stream = gen_random_uuid() where idx = 0", "(leaf 0): its event is not the one")]
    [InlineData("update leaf set occurred_at = occurred_at + interval '1 microsecond' where idx = 0", "(leaf 0): its event is not the one")]
    [InlineData("update leaf set occurred_at = 'infinity' where idx = 0", "(leaf 0): its event cannot be read any more")]
    [InlineData("update leaf set early = true where idx = 0", "(leaf 0): its event is not the one")]
    [InlineData("update leaf set report = null where idx = 0", "(leaf 0): the columns of the trail differ")]
    [InlineData("delete from leaf where idx = 2", "leaf 2: missing, the next one there is 3")]
    [InlineData("update checkpoint set root = 'x'", "checkpoint 5: the leaves no longer give its root")]
    [InlineData("update checkpoint set note = 'x'", "checkpoint 5: its note is not signed by this log")]
    [InlineData("update filing set hash = 'x'", "filing 1 of report 00000000-0000-0000-0000-000000000009: it differs")]
    [InlineData("delete from filing", "report 00000000-0000-0000-0000-000000000009: it was filed, but the register does not name it")]
    public async Task A_changed_row_is_named(string change, string fault)
    {
        await using var rig = await AuditContentTests.Filed(Engine.Postgres);

        (await rig.Postgres.Tamper(change)).ShouldBeGreaterThan(0);

        (await rig.Audit()).Faults.ShouldContain(f => f.Contains(fault), string.Join('\n', (await rig.Audit()).Faults));
    }

    [Fact]
    public async Task Neither_the_service_nor_the_owner_may_change_what_is_append_only()
    {
        await using var rig = await AuditContentTests.Filed(Engine.Postgres);

        foreach (var sql in new[]
            { "update leaf set idx = 9", "update block set text = ''", "update filing set number = 9", "update checkpoint set size = 9",
              "delete from leaf", "delete from block", "delete from filing", "delete from checkpoint" })
        {
            var service = await Should.ThrowAsync<PostgresException>(() => rig.Log.Write(s => s.Execute(sql), Ct));
            var owner = await Should.ThrowAsync<PostgresException>(() => rig.Postgres.AsOwner(sql));

            service.SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege, sql);
            owner.MessageText.ShouldContain("append-only", customMessage: sql);
        }
    }
}
