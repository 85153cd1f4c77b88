using Npgsql;
using PartyReport.Servers;

namespace PartyReport.Archive.Tests;

public sealed class DatabaseAwayTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_log_whose_database_is_away_at_the_start_opens_when_it_is_back()
    {
        await using var rig = await Rig.Make(Engine.Postgres);
        await rig.Hear(Rig.Deliver("drafting", Events.Id(1), 1, Events.Started(Events.Id(1))));
        await Allow(rig, connections: 0);
        await rig.Restart();

        await rig.Publisher.StartAsync(Ct);
        var meanwhile = (rig.Publisher.Key, rig.Published.Checkpoint);
        await Allow(rig, connections: -1);
        while (rig.Published.Size < 1)
        {
            rig.Clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
            Ct.ThrowIfCancellationRequested();
        }
        await rig.Publisher.StopAsync(Ct);

        meanwhile.ShouldBe((null, null));
        rig.Verify().Exit.ShouldBe(0, rig.Verify().Output);
    }

    // Superusers are let in all the same.
    private static async Task Allow(Rig rig, int connections)
    {
        await using var connection = new NpgsqlConnection(rig.Postgres.Admin);
        await connection.OpenAsync(Ct);
        await using var command = new NpgsqlCommand($"alter database \"{connection.Database}\" connection limit {connections}", connection);
        await command.ExecuteNonQueryAsync(Ct);
    }
}
