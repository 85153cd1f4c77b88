using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using PartyReport.Contracts;
using PartyReport.Contracts.Drafting;
using PartyReport.Contracts.Drafting.Http;
using PartyReport.Eventing;
using PartyReport.Hosting;

namespace PartyReport.Drafting.Cycles;

/// <summary>The only writer of cycles.</summary>
internal sealed class CycleStore([FromKeyedServices(DraftingModule.Name)] EventLog log)
{
    public Task<T> Read<T>(Func<Session, Task<T>> work) => log.Read(work);

    public Task Append(Command call, Guid cycle, IReadOnlyList<object> events, Answer answer, CancellationToken ct) =>
        call.Commit(log, call.Record(log, cycle, 0, events), answer, async session =>
        {
            foreach (var opened in events.Cast<CycleOpened>()) await Insert(session, opened);
        }, ct);

    public static async Task<CycleView?> Find(Session session, Guid cycle) => (await session.First<CycleRow>(
        "select id, year, title, opener, deadline, template, chain, units from cycle where id = @cycle", new { cycle }))?.ToView();

    private static async Task Insert(Session session, CycleOpened e)
    {
        await session.Execute(
            """
            insert into cycle (id, year, title, opener, deadline, template, chain, units)
            values (@Cycle, @Year, @Title, @Opener, @Deadline, @template, @chain, @units)
            """, new { e.Cycle, e.Year, e.Title, e.Opener, e.Deadline, template = Json(e.Template), chain = Json(e.Chain), units = Json(e.Units) });
        await session.Execute("insert into called (cycle, unit) values (@Cycle, @unit)", e.Units.Select(unit => new { e.Cycle, unit }));
    }

    private static string Json<T>(T value) => JsonSerializer.Serialize(value, WireJson.Options);

    private sealed record CycleRow
    {
        public Guid Id { get; init; }
        public int Year { get; init; }
        public string Title { get; init; } = "";
        public Guid Opener { get; init; }
        public DateTimeOffset Deadline { get; init; }
        public string Template { get; init; } = "";
        public string Chain { get; init; } = "";
        public string Units { get; init; } = "";

        public CycleView ToView() => new(
            Id, Year, Title, Opener, Deadline, Parse<List<TemplateChapter>>(Template), Parse<List<Stage>>(Chain), Parse<List<Guid>>(Units));

        private static T Parse<T>(string json) => JsonSerializer.Deserialize<T>(json, WireJson.Options)!;
    }
}
