using PartyReport.Servers;

namespace PartyReport.Archive.Tests;

/// <summary>The files of the log are a function of the rows, whatever the rows stand in.</summary>
public abstract class SealingTests(Engine engine)
{
    [Fact]
    public async Task The_published_log_is_accepted_by_the_verifier_at_every_stage()
    {
        await using var rig = await Rig.Make(engine);
        foreach (var (from, to) in new[] { (1, 1), (2, 200), (201, 256), (257, 257), (258, 700) })
        {
            await Start(rig, from, to);
            await rig.Seal();

            rig.Published.Size.ShouldBe(to);
            rig.Verify().Exit.ShouldBe(0, rig.Verify().Output);
        }
        System.IO.Directory.Exists(Path.Combine(rig.LogFolder, "tile/0/000.p")).ShouldBeFalse();
        System.IO.Directory.Exists(Path.Combine(rig.LogFolder, "tile/entries/000.p")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_crash_between_the_row_of_a_checkpoint_and_its_file_is_mended()
    {
        await using var rig = await Rig.Make(engine);
        await Start(rig, 1, 250);
        await rig.Seal();
        var before = Copy(rig.LogFolder);
        await Start(rig, 251, 300);
        await rig.Seal();

        await rig.Restart(() => Restore(before, rig.LogFolder));
        await rig.Publisher.Open();

        rig.Published.Size.ShouldBe(300);
        rig.Verify().Exit.ShouldBe(0, rig.Verify().Output);
    }

    [Fact]
    public async Task A_lost_or_short_tile_at_the_edge_is_mended_at_the_start()
    {
        await using var rig = await Rig.Make(engine);
        await Start(rig, 1, 300);
        await rig.Seal();

        foreach (var damage in new Action<string>[] { File.Delete, f => File.WriteAllBytes(f, [1, 2, 3]) })
            foreach (var file in new[] { "tile/0/001.p/44", "tile/1/000.p/1", "tile/entries/001.p/44" })
            {
                await rig.Restart(() => damage(Path.Combine(rig.LogFolder, file)));
                await rig.Publisher.Open();

                rig.Verify().Exit.ShouldBe(0, file + rig.Verify().Output);
            }
    }

    [Fact]
    public async Task A_checkpoint_whose_commit_was_not_heard_of_is_taken_up()
    {
        await using var rig = await Rig.Make(engine);
        await Start(rig, 1, 3);
        await rig.Seal();
        await Start(rig, 4, 5);
        // The connection breaks after the row is durable and before the publisher hears of it.
        var edge = new RightEdge();
        foreach (var row in await rig.Log.Read(s => LeafRow.From(s, 0, 5))) edge.Add(row.Leaf);
        var unheard = rig.Publisher.Key!.Sign(edge.Size, edge.Root());
        await rig.Log.Write(s => unheard.Insert(s, Events.Now), TestContext.Current.CancellationToken);

        await rig.Seal();

        rig.Published.Checkpoint!.Note.ShouldBe(unheard.Note);
        (await rig.Audit()).Faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_checkpoint_that_another_key_signed_is_never_published()
    {
        await using var rig = await Rig.Make(engine);
        await rig.Seal();
        await Start(rig, 1, 1);
        var foreign = new Checkpoint { Size = 1, Root = new byte[Merkle.HashSize], Note = "another\n1\n" };
        await rig.Log.Write(s => foreign.Insert(s, Events.Now), TestContext.Current.CancellationToken);

        var seal = rig.Seal;

        (await seal.ShouldThrowAsync<InvalidOperationException>()).Message.ShouldContain("another key");
        rig.Published.Checkpoint.ShouldBeNull();
    }

    private static async Task Start(Rig rig, int from, int to) => await rig.Hear(
        [.. Enumerable.Range(from, to - from + 1).Select(i => Rig.Deliver("drafting", Events.Id(i), 1, Events.Started(Events.Id(i))))]);

    private static Dictionary<string, byte[]> Copy(string folder) => System.IO.Directory
        .EnumerateFiles(folder, "*", SearchOption.AllDirectories).ToDictionary(f => Path.GetRelativePath(folder, f), File.ReadAllBytes);

    private static void Restore(Dictionary<string, byte[]> files, string folder)
    {
        System.IO.Directory.Delete(folder, recursive: true);
        foreach (var (file, bytes) in files)
        {
            System.IO.Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder, file))!);
            File.WriteAllBytes(Path.Combine(folder, file), bytes);
        }
    }
}

public sealed class SealingOnSqliteTests() : SealingTests(Engine.Sqlite);

public sealed class SealingOnPostgresTests() : SealingTests(Engine.Postgres);
