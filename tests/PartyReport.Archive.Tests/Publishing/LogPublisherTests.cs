namespace PartyReport.Archive.Tests;

public sealed class LogPublisherTests
{
    [Fact]
    public async Task The_published_log_is_accepted_by_the_verifier_at_every_stage()
    {
        await using var rig = new Rig();
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
    public async Task Before_the_first_leaf_nothing_is_published()
    {
        await using var rig = new Rig();

        await rig.Seal();

        rig.Published.Checkpoint.ShouldBeNull();
        File.Exists(Path.Combine(rig.LogFolder, "checkpoint")).ShouldBeFalse();
    }

    [Fact]
    public async Task The_secret_key_is_readable_by_its_owner_only()
    {
        if (OperatingSystem.IsWindows()) return;
        await using var rig = new Rig();

        await rig.Seal();

        File.GetUnixFileMode(rig.InArchive("log.key")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public async Task A_crash_between_the_row_of_a_checkpoint_and_its_file_is_mended()
    {
        await using var rig = new Rig();
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
        await using var rig = new Rig();
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
    public async Task An_archive_restored_from_before_the_published_log_is_refused()
    {
        await using var rig = new Rig();
        await Start(rig, 1, 3);
        await rig.Seal();
        var old = rig.Database + ".old";
        await rig.Restart(() => File.Copy(rig.Database, old));
        await Start(rig, 4, 5);
        await rig.Seal();

        await rig.Restart(() => File.Move(old, rig.Database, overwrite: true));
        var start = rig.Publisher.Open;

        (await start.ShouldThrowAsync<InvalidOperationException>()).Message.ShouldContain("restored from an older copy");
    }

    [Fact]
    public async Task A_missing_or_foreign_key_is_refused()
    {
        await using var rig = new Rig();
        await using var other = new Rig();
        await other.Seal();
        await Start(rig, 1, 3);
        await rig.Seal();

        await rig.Restart(() => File.Delete(rig.InArchive("log.key")));
        var missing = await ((Func<Task>)rig.Publisher.Open).ShouldThrowAsync<InvalidOperationException>();
        foreach (var file in new[] { "log.key", "log.vkey" }) File.Copy(other.InArchive(file), rig.InArchive(file), overwrite: true);
        var foreign = await ((Func<Task>)rig.Publisher.Open).ShouldThrowAsync<InvalidOperationException>();

        missing.Message.ShouldContain("Restore it from the backup");
        foreign.Message.ShouldContain("not the key that signed");
    }

    [Fact]
    public async Task Leaves_that_no_longer_give_the_root_do_not_overwrite_the_log()
    {
        await using var rig = new Rig();
        await Start(rig, 1, 3);
        await rig.Seal();
        await rig.Tamper("update leaf set leaf = x'00' where idx = 1");

        await rig.Restart(() => File.Delete(Path.Combine(rig.LogFolder, "tile/0/000.p/3")));
        var start = rig.Publisher.Open;

        (await start.ShouldThrowAsync<InvalidOperationException>()).Message.ShouldContain("no longer give the root");
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
