using PartyReport.Contracts;
using PartyReport.Servers;

namespace PartyReport.Archive.Tests;

public sealed class AuditContentTests
{
    private const int Mutations = 1_000;
    private static readonly Guid Report = Events.Id(9);

    [Fact]
    public async Task An_untouched_archive_has_no_faults()
    {
        await using var rig = await Filed();

        var audit = await rig.Audit();

        audit.Faults.ShouldBeEmpty();
        (audit.Leaves, audit.Blocks).ShouldBe((5, 22));
    }

    [Fact]
    public async Task Every_changed_text_is_named_with_the_leaf_that_uses_it()
    {
        await using var rig = await Filed();
        var blocks = await rig.Log.Read(s => s.Query<string>("select sha256 from block order by sha256"));
        var random = new Random(20260301);

        for (var i = 0; i < Mutations; i++)
        {
            var sha256 = blocks[random.Next(blocks.Count)];
            var text = (await rig.Log.Read(s => s.Scalar<string>("select text from block where sha256 = @sha256", new { sha256 })))!;
            await rig.Tamper("update block set text = @text where sha256 = @sha256", new { sha256, text = Mutate(text, random) });

            var faults = (await rig.Audit()).Faults;
            faults.ShouldHaveSingleItem($"mutation {i}").ShouldBe(
                $"block {sha256} of report {Report} revision 1 (leaf {(await UsedBy(rig, sha256))}): its text no longer has this hash");
            await rig.Tamper("update block set text = @text where sha256 = @sha256", new { sha256, text });
        }
    }

    [Theory]
    [InlineData("update leaf set body = replace(body, 'edit', 'tide') where idx = 1", "(leaf 1): its event is not the one that was logged")]
    [InlineData("update leaf set headers = replace(headers, 'key', 'yek') where idx = 1", "(leaf 1): its event is not the one that was logged")]
    [InlineData("update leaf set body = 7 where idx = 1", "(leaf 1): its event cannot be read any more")]
    [InlineData("update leaf set headers = 'null' where idx = 1", "(leaf 1): its event cannot be read any more")]
    [InlineData("update leaf set version = 9e15 where idx = 1", "(leaf 1): its event is not the one that was logged")]
    [InlineData("update checkpoint set root = 'x'", "checkpoint 5: the leaves no longer give its root")]
    [InlineData("update leaf set body = x'00' where idx = 1", "(leaf 1): its event cannot be read any more")]
    [InlineData("update leaf set leaf = x'7b7d' where idx = 2", "(leaf 2): the leaf no longer has its hash")]
    [InlineData("update leaf set leaf_hash = zeroblob(32) where idx = 2", "(leaf 2): the leaf no longer has its hash")]
    [InlineData("update leaf set publisher = 'dafting' where idx = 0", "(leaf 0): its event is not the one")]
    [InlineData("update leaf set stream = '00000000-0000-0000-0000-0000000000ff' where idx = 0", "(leaf 0): its event is not the one")]
    [InlineData("update leaf set version = 77 where idx = 0", "(leaf 0): its event is not the one")]
    [InlineData("update leaf set type = 'drafting.other' where idx = 0", "(leaf 0): its event is not the one")]
    [InlineData("update leaf set schema_version = 2 where idx = 0", "(leaf 0): its event is not the one")]
    [InlineData("update leaf set occurred_at = '2026-03-01T08:00:00.0000001Z' where idx = 0", "(leaf 0): its event is not the one")]
    [InlineData("update leaf set occurred_at = 'yesterday' where idx = 0", "(leaf 0): its event cannot be read any more")]
    [InlineData("update leaf set early = 1 where idx = 0", "(leaf 0): its event is not the one")]
    [InlineData("update leaf set actor = 'x' where idx = 0", "(leaf 0): the columns of the trail differ")]
    [InlineData("update leaf set report = null where idx = 0", "(leaf 0): the columns of the trail differ")]
    [InlineData("update leaf set revision = 9 where idx = 1", "(leaf 1): the columns of the trail differ")]
    [InlineData("update leaf set hash = 'x' where idx = 1", "(leaf 1): the columns of the trail differ")]
    [InlineData("delete from leaf where idx = 2", "leaf 2: missing, the next one there is 3")]
    [InlineData("delete from leaf where idx = 4", "checkpoint 5: there are only 4 leaves")]
    [InlineData("update leaf set idx = 50 where idx = 4", "leaf 4: missing, the next one there is 50")]
    [InlineData("update checkpoint set root = zeroblob(32)", "checkpoint 5: the leaves no longer give its root")]
    [InlineData("update checkpoint set note = 'x'", "checkpoint 5: its note is not signed by this log")]
    [InlineData("update checkpoint set size = 6", "checkpoint 6: there are only 5 leaves")]
    [InlineData("delete from checkpoint", "checkpoint 5: its row is not the published one")]
    [InlineData("update filing set number = 2", "filing 1: missing, the next number is 2")]
    [InlineData("update filing set hash = 'x'", "filing 1 of report 00000000-0000-0000-0000-000000000009: it differs")]
    [InlineData("update filing set revision = 4", "filing 1 of report 00000000-0000-0000-0000-000000000009: it differs")]
    [InlineData("update filing set report = '00000000-0000-0000-0000-0000000000ff'", "filing 1 of report 00000000-0000-0000-0000-0000000000ff: it differs")]
    [InlineData("delete from filing", "report 00000000-0000-0000-0000-000000000009: it was filed, but the register does not name it")]
    public async Task Every_changed_row_is_named(string change, string fault)
    {
        await using var rig = await Filed();

        await rig.Tamper(change.Replace("replace(body", "replace(cast(body as text)", StringComparison.Ordinal)
            .Replace("replace(headers", "replace(cast(headers as text)", StringComparison.Ordinal));

        (await rig.Audit()).Faults.ShouldContain(f => f.Contains(fault), string.Join('\n', (await rig.Audit()).Faults));
    }

    [Fact]
    public async Task A_removed_and_a_foreign_text_are_named()
    {
        await using var rig = await Filed();
        var (gone, foreign) = (Content.HashOf("第3段"), Content.HashOf("别的"));

        await rig.Tamper("update block set sha256 = @foreign where sha256 = @gone", new { gone, foreign });

        (await rig.Audit()).Faults.ShouldBe([
            $"block {gone} of report {Report} revision 1 (leaf 1): its text is missing",
            $"block {foreign}: its text does not have this hash, and no leaf uses it"]);
    }

    [Fact]
    public async Task At_most_a_hundred_faults_are_told()
    {
        await using var rig = await Rig.Make();
        await rig.Hear(Rig.Deliver("drafting", Report, 1, Events.Revised(Report, 1, [.. Enumerable.Range(0, 150).Select(i => $"第{i}段")])));
        await rig.Seal();

        await rig.Tamper("update block set text = text || '!'");

        (await rig.Audit()).Faults.Count.ShouldBe(100);
    }

    internal static async Task<Rig> Filed(Engine engine = Engine.Sqlite)
    {
        var rig = await Rig.Make(engine);
        await rig.Hear(Rig.Deliver("drafting", Report, 1, Events.Started(Report)));
        await rig.Hear(Rig.Deliver("drafting", Report, 2, Events.Revised(Report, 1, [.. Enumerable.Range(0, 20).Select(i => $"第{i}段")])));
        await rig.Hear(Rig.Deliver("review", Report, 1, Events.Decided(Report, "同意", "请补充数据"), new Cause("drafting", Report, 2)));
        await rig.Hear(Rig.Deliver("review", Report, 2, Events.Approved(Report)));
        await rig.HearItself();
        await rig.Seal();
        return rig;
    }

    private static async Task<int> UsedBy(Rig rig, string sha256) => await rig.Log.Read(s => s.Scalar<int>(
        "select min(idx) from leaf where instr(cast(body as text), @sha256) > 0", new { sha256 }));

    private static string Mutate(string text, Random random)
    {
        var at = random.Next(text.Length + 1);
        return random.Next(3) switch
        {
            0 => text.Insert(at, " "),
            1 when at < text.Length => text.Remove(at, 1),
            _ => at < text.Length ? text[..at] + (char)(text[at] + 1) + text[(at + 1)..] : text + "\n",
        };
    }
}
