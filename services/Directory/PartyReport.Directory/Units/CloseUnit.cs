using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using PartyReport.Contracts.Directory;
using PartyReport.Contracts.Directory.Http;
using PartyReport.Eventing;
using PartyReport.Hosting;

namespace PartyReport.Directory.Units;

/// <summary>Closes a unit. Its posts end, and it is recorded who answers for its open reports.</summary>
internal static class CloseUnit
{
    public static void Map(IEndpointRouteBuilder units) =>
        units.MapPut("/{id:guid}/closure", Handle).WithName("CloseUnit").Does(Actions.UnitChange).Produces<UnitView>();

    /// <param name="Successor">The unit that goes on with the work; null when none is named or there is none such.</param>
    /// <param name="UnitsBelow">Units that are not closed stand below.</param>
    /// <param name="Answers">The person named as answering holds a post on that day, in another unit.</param>
    /// <param name="Posts">Posts of the unit that have not ended.</param>
    internal sealed record Known(UnitChange Change, UnitRow? Successor, bool UnitsBelow, bool Answers, IReadOnlyList<PostRow> Posts);

    public static Outcome Decide(Known known, Command call, CloseUnitRequest request) => known switch
    {
        _ when Refuse(known, call, request.Successor, request.From) is { } refusal => refusal,
        _ => Outcome.Of([
            new UnitClosed(known.Change.Unit!.Id, request.Answering, request.From, known.Change.Unit.Version + 1, request.Successor),
            .. UnitChange.End(known.Posts, request.From)]),
    };

    /// <summary>What a merge and a closure have in common.</summary>
    public static Refusal? Refuse(Known known, Command call, Guid? successor, DateOnly from) => known switch
    {
        _ when known.Change.Refuse(call, from) is { } refusal => refusal,
        { Change.Unit.Parent: null } => Refusal.Conflict("unit.is-root", "The root of the tree is not closed."),
        { UnitsBelow: true } => Refusal.Conflict("unit.has-units-below", "Move or close the units below it first."),
        _ when successor == known.Change.Unit!.Id || successor is not null && known.Successor is null or { ClosedFrom: not null } =>
            Refusal.Invalid("unit.successor-unknown", "The unit that goes on with the work is not known, is closed, or is this one."),
        { Answers: false } => Refusal.Invalid(
            "unit.answering-unknown", "answering: a person who holds a post in another unit on that day answers for the open reports."),
        _ => null,
    };

    public static async Task<Known> Look(Session session, Guid unit, Guid? successor, Guid answering, DateOnly from, Access access) => new(
        await UnitChange.Of(session, unit, access), successor is { } id ? await UnitRow.Find(session, id) : null, await HasUnitsBelow(session, unit),
        await session.Scalar<bool>(
            """
            select exists (select 1 from post where person = @answering and unit <> @unit
                           and first_day <= @from and (last_day is null or last_day >= @from))
            """, new { answering, unit, from }),
        await session.Query<PostRow>(
            $"select {DirectoryStore.PostColumns} from post where unit = @unit and (last_day is null or last_day >= @from)", new { unit, from }));

    public static Task<bool> HasUnitsBelow(Session session, Guid unit) =>
        session.Scalar<bool>("select exists (select 1 from unit_row where parent = @unit and closed_from is null)", new { unit });

    private static async Task<IResult> Handle(Guid id, CloseUnitRequest request, Command call, Access access, DirectoryStore store, CancellationToken ct)
    {
        var known = await store.Read(s => Look(s, id, request.Successor, request.Answering, request.From, access));

        var outcome = Decide(known, call, request);
        if (outcome.Refusal is { } refusal) return refusal.ToProblem();

        return await store.Change(call, known.Change.Unit!, outcome, known.Posts,
            u => u with { ClosedFrom = request.From, Successor = request.Successor, Answering = request.Answering }, ct);
    }
}
