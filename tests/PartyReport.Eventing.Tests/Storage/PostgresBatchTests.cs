using System.Data.Common;

namespace PartyReport.Eventing.Tests;

/// <summary>A statement that is given a list runs for each element, on PostgreSQL in one round trip.</summary>
public sealed class PostgresBatchTests : IAsyncLifetime
{
    private readonly PostgresStore _store = new();
    private EventLog _log = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _log = await _store.Open();

    public async ValueTask DisposeAsync()
    {
        await _log.DisposeAsync();
        await _store.DisposeAsync();
    }

    [Fact]
    public async Task Each_row_is_written_and_counted()
    {
        var written = await Write(Enumerable.Range(1, 5_000).Select(n => new { id = n, Word = $"词{n}" }));

        written.ShouldBe(5_000);
        (await _log.Read(s => s.Query<string>("select word from note order by id"))).ShouldBe(Enumerable.Range(1, 5_000).Select(n => $"词{n}"));
    }

    [Fact]
    public async Task No_row_is_no_statement() => (await Write([])).ShouldBe(0);

    [Fact]
    public async Task One_bad_row_takes_the_others_with_it()
    {
        var write = () => Write([new { id = 1, word = (string?)"一" }, new { id = 2, word = (string?)null }]);

        await write.ShouldThrowAsync<DbException>();

        (await _log.Read(s => s.Scalar<int>("select count(*) from note"))).ShouldBe(0);
    }

    private Task<int> Write(IEnumerable<object> rows) =>
        _log.Write(s => s.Execute("insert into note (id, word) values (@id, @word)", rows), Ct);
}
