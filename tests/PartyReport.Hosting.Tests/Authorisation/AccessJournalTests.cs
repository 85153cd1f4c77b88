using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using PartyReport.Contracts.Operations;
using PartyReport.Eventing;
using PartyReport.Servers;

namespace PartyReport.Hosting.Tests;

public abstract class AccessJournalTests(Engine engine) : IAsyncLifetime
{
    private static readonly Guid Person = Guid.NewGuid(), Report = Guid.NewGuid();
    private static readonly DateTimeOffset Hour = new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);
    private readonly FakeTimeProvider _clock = new(Hour.AddMinutes(20));
    private ModuleData _data = null!;
    private EventLog _log = null!;
    private AccessJournal _journal = null!;
    private AccessSweep _sweep = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _data = await ModuleData.Create(engine, "sample", typeof(Day).Assembly);
        _log = _data.Open(_clock);
        _journal = new AccessJournal(_log, _clock);
        _sweep = new AccessSweep("sample", _log, _journal, _clock, NullLogger<AccessSweep>.Instance);
    }

    public async ValueTask DisposeAsync()
    {
        _sweep.Dispose();
        await _log.DisposeAsync();
        await _data.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task The_first_time_is_written_at_once_and_repetitions_with_the_sweep()
    {
        for (var i = 0; i < 5; i++) await Note(Report);

        (await Rows()).ShouldHaveSingleItem().Count.ShouldBe(1);
        await _sweep.Run(Ct);
        (await Rows()).ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            r => r.Count.ShouldBe(5), r => r.Allowed.ShouldBeFalse(), r => r.Rule.ShouldBe("report.read/nobody-else"), r => r.Object.ShouldBe(Report));
    }

    [Fact]
    public async Task However_many_objects_are_tried_the_rows_are_bounded()
    {
        for (var i = 0; i < 3 * AccessJournal.MostObjects; i++) await Note(Guid.NewGuid());
        await _sweep.Run(Ct);

        var rows = await Rows();
        rows.Count.ShouldBe(AccessJournal.MostObjects + 1);
        rows.Sum(r => r.Count).ShouldBe(3 * AccessJournal.MostObjects);
        rows.Single(r => r.Object == AccessNotes.NoObject).Count.ShouldBe(2 * AccessJournal.MostObjects);
    }

    [Fact]
    public async Task An_hour_that_is_over_is_one_event_and_once_only()
    {
        await Note(Report);
        await Note(Report);
        await _sweep.Run(Ct);
        (await Events()).ShouldBeEmpty();

        _clock.Advance(TimeSpan.FromHours(1));
        await _sweep.Run(Ct);
        await _sweep.Run(Ct);

        var counted = (await Events()).ShouldHaveSingleItem().ShouldBeOfType<AccessCounted>();
        counted.Hour.ShouldBe(Hour);
        counted.Lines.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            l => l.Person.ShouldBe(Person), l => l.Subject.ShouldBe(Report), l => l.Count.ShouldBe(2), l => l.Allowed.ShouldBeFalse());
    }

    [Fact]
    public async Task What_the_log_has_is_forgotten_here_after_half_a_year()
    {
        await Note(Report);
        _clock.Advance(TimeSpan.FromDays(181));

        await _sweep.Run(Ct);

        (await Rows()).ShouldBeEmpty();
        (await Events()).Count.ShouldBe(1);
    }

    private Task Note(Guid report)
    {
        var verdict = Authority.Allow(new Standing(Person, []), Actions.ReportRead, new Target { Id = report });
        return _journal.Note(Person, [new Judgement(verdict, report)], Ct);
    }

    private Task<List<AccessNotes.Row>> Rows() => _log.Read(s => AccessNotes.Newest(s, Hour.AddDays(1), 1_000));

    private async Task<List<object>> Events() =>
        (await _log.Read(s => EventLog.ReadStream(s, AccessSweep.StreamOf("sample", Hour)))).ConvertAll(_log.Types.Read);
}

public sealed class AccessJournalOnSqliteTests() : AccessJournalTests(Engine.Sqlite);

public sealed class AccessJournalOnPostgresTests() : AccessJournalTests(Engine.Postgres);
