using Microsoft.Extensions.Time.Testing;
using Npgsql;

namespace PartyReport.Eventing.Tests;

/// <summary>How far a log was sent, and what it says of the log.</summary>
public sealed class HighWaterTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_mark_never_goes_back_when_a_relay_starts_again_before_it()
    {
        using var folder = new Folder();
        await new HighWaterFile(folder.File("x"), TimeProvider.System).Note(new Cursor(1, 9, 9), Ct);

        var again = new HighWaterFile(folder.File("x"), TimeProvider.System);
        await again.Note(new Cursor(1, 5, 5), Ct);

        again.Read().ShouldBe(new Cursor(1, 9, 9));
    }

    [Fact]
    public async Task The_mark_is_written_once_a_second_at_most()
    {
        using var folder = new Folder();
        var clock = new FakeTimeProvider(Sample.Now);
        var file = new HighWaterFile(folder.File("x"), clock);

        await file.Note(new Cursor(1, 1, 1), Ct);
        await file.Note(new Cursor(1, 2, 2), Ct);
        var meanwhile = file.Read();
        clock.Advance(TimeSpan.FromSeconds(1));
        await file.Note(new Cursor(1, 3, 3), Ct);

        meanwhile.ShouldBe(new Cursor(1, 1, 1));
        file.Read().ShouldBe(new Cursor(1, 3, 3));
    }

    [Fact]
    public async Task A_mark_that_moves_on_while_a_connection_is_opened_does_not_make_a_whole_log_look_restored()
    {
        await using var store = new PostgresStore();
        await (await store.Open()).DisposeAsync();
        using var folder = new Folder();
        var file = new HighWaterFile(folder.File("x"), TimeProvider.System);
        await using var holder = new NpgsqlConnection(store.Own(store.Module.Owner));
        await holder.OpenAsync(Ct);
        await using var held = await holder.BeginTransactionAsync(Ct);
        await new NpgsqlCommand("lock table log in access exclusive mode", holder, held).ExecuteNonQueryAsync(Ct);
        await using var opening = new NpgsqlConnection(store.Own(store.Module.Runtime));
        await opening.OpenAsync(Ct);

        var check = Task.Run(() => new LogIdentity("sample", file).Check(opening), Ct);
        await BrokerRig.Eventually("the check to wait for the log", async () => await store.Ask<bool>(
            "select exists (select 1 from pg_locks where not granted and relation = 'log'::regclass)"), () => "");
        await file.Write(new Cursor(1, long.MaxValue, 1), Ct);
        await held.RollbackAsync(Ct);

        await check;
    }
}
