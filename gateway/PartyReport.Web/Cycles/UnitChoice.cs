using PartyReport.Contracts.Directory;
using PartyReport.Contracts.Directory.Http;

namespace PartyReport.Web.Cycles;

/// <summary>A unit and those directly below it, to be ticked.</summary>
/// <param name="More">Whether there are more below than shown.</param>
public sealed record UnitGroup(UnitView Over, IReadOnlyList<UnitView> Units, bool More);

/// <summary>Two levels of units below a committee. Wider or deeper ones are reached by going down.</summary>
/// <param name="Under">The unit below which they are.</param>
/// <param name="Committees">Units below which the reader may call others.</param>
/// <param name="Closed">Units that may have others below them which are not shown.</param>
public sealed record UnitChoice(UnitView Under, IReadOnlyList<UnitView> Committees, IReadOnlyList<UnitGroup> Groups, IReadOnlyList<UnitView> Closed)
{
    // As many questions as one page may ask the directory.
    private const int Widest = 40;

    /// <summary>Every unit shown.</summary>
    public IEnumerable<UnitView> Units => Groups.SelectMany(g => g.Units);

    /// <summary>Units that a stage can name.</summary>
    public IEnumerable<UnitView> Reviewers =>
        Committees.Append(Under).Concat(Units.Where(u => u.Kind is UnitKinds.Office or UnitKinds.Committee)).DistinctBy(u => u.Id);

    internal static async Task<UnitChoice> Load(Visit visit, Guid under, IReadOnlyList<Guid> committees)
    {
        var (asked, own) = (visit.Directory.Unit(under), visit.Directory.Names(committees, [], []));
        var root = (await asked).Must();
        var first = await Group(visit, root);
        var inner = first.Units.Where(HasOthersBelow).ToList();
        var open = await Task.WhenAll(inner.Take(Widest).Select(u => Group(visit, u)));
        var closed = inner.Skip(Widest).Concat(open.SelectMany(g => g.Units).Where(u => u.Kind == UnitKinds.Committee));
        return new UnitChoice(root, (await own).Must().Units, [first, .. open.Where(g => g.Units.Count > 0)], [.. closed]);
    }

    private static bool HasOthersBelow(UnitView unit) => unit.Kind is UnitKinds.Committee or UnitKinds.Group;

    private static async Task<UnitGroup> Group(Visit visit, UnitView over)
    {
        var below = (await visit.Directory.Below(over.Id)).Must();
        return new UnitGroup(over, below, below.Count == Web.Units.UnitModel.Page);
    }
}
