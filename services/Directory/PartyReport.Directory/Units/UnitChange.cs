using PartyReport.Contracts.Directory;
using PartyReport.Eventing;
using PartyReport.Hosting;

namespace PartyReport.Directory.Units;

/// <summary>What every change of a unit must know, and when it is refused whatever it is.</summary>
internal sealed record UnitChange(UnitRow? Unit, bool MayAdminister, bool Importing = false)
{
    public static async Task<UnitChange> Of(Session session, Guid unit, Access access) => new(
        await UnitRow.Find(session, unit),
        await DirectoryStore.May(session, access, Actions.UnitChange, unit),
        await DirectoryStore.IsImporting(session));

    /// <param name="from">First day of the change; null: it has none.</param>
    public Refusal? Refuse(Command call, DateOnly? from = null) => this switch
    {
        { MayAdminister: false } => DirectoryStore.NotAdministrator,
        { Importing: true } => DirectoryStore.ImportRunning,
        { Unit: null } => Refusal.NotFound("unit.unknown", "There is no such unit."),
        _ when call.Unless(Unit.ETag) is { } refusal => refusal,
        { Unit.ClosedFrom: not null } => Refusal.Conflict("unit.closed", $"The unit is closed from {Unit.ClosedFrom:yyyy-MM-dd} on."),
        _ when from > Day.Of(call.At) => DayAhead,
        _ when from < Unit.Since => Refusal.Invalid("unit.day-too-early", $"from: something is recorded from {Unit.Since:yyyy-MM-dd} on; not before."),
        _ => null,
    };

    public static readonly Refusal DayAhead = Refusal.Invalid("unit.day-ahead", "from: not in the future; record it when it holds.");

    /// <summary>The posts of a closed unit end with it, so that nobody keeps rights from them.</summary>
    public static IEnumerable<PostEnded> End(IEnumerable<PostRow> posts, DateOnly from) => posts
        .Select(post => (Post: post, Last: from.AddDays(-1) < post.From ? post.From : from.AddDays(-1)))
        .Where(p => p.Post.To is null || p.Post.To > p.Last)
        .Select(p => new PostEnded(p.Post.Id, p.Last, p.Post.Version + 1));
}
