using PartyReport.Compliance;

namespace PartyReport.Eventing.Tests;

public sealed class PostgresAppendTests : AppendCompliance
{
    private readonly PostgresStore _store = new();

    protected override Task<EventLog> Open() => _store.Open();
    protected override Task MakeNotes() => Task.CompletedTask;
    protected override Task Settled() => _store.Settled();
    protected override ValueTask Drop() => _store.DisposeAsync();
}

public sealed class PostgresReadTests : ReadCompliance
{
    private readonly PostgresStore _store = new();

    protected override Task<EventLog> Open() => _store.Open();
    protected override Task MakeNotes() => Task.CompletedTask;
    protected override Task Settled() => _store.Settled();
    protected override ValueTask Drop() => _store.DisposeAsync();
}

public sealed class PostgresAnswerTests : AnswerCompliance
{
    private readonly PostgresStore _store = new();

    protected override Task<EventLog> Open() => _store.Open();
    protected override Task MakeNotes() => Task.CompletedTask;
    protected override Task Settled() => _store.Settled();
    protected override ValueTask Drop() => _store.DisposeAsync();
}

public sealed class PostgresConcurrencyTests : ConcurrencyCompliance
{
    private readonly PostgresStore _store = new();

    protected override Task<EventLog> Open() => _store.Open();
    protected override Task MakeNotes() => Task.CompletedTask;
    protected override Task Settled() => _store.Settled();
    protected override ValueTask Drop() => _store.DisposeAsync();

    [Fact]
    public async Task Readers_find_the_versions_of_a_stream_in_order_when_commands_race_for_it()
    {
        const int Commands = 40;

        // Each command is sent twice at once, as a client does that lost its connection.
        await Task.WhenAll(Enumerable.Range(0, Commands * 2).Select(n => Task.Run(() => Do(n / 2), Ct)));

        (await After(Cursor.Start)).Select(e => e.Version).ShouldBe(Enumerable.Range(1, Commands));
        (await Notes()).ShouldBe(Enumerable.Range(0, Commands));
    }

    private async Task Do(int command)
    {
        while (await Log.FindAnswer(new CommandKey("person", $"{command}")) is null)
            try
            {
                await Commit($"{command}", Note(command), Event(Id(1), (await Stream(Id(1))).Count + 1));
            }
            catch (LostRaceException)
            {
                // Read again, decide again.
            }
    }
}
