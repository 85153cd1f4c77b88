using PartyReport.Contracts.Directory.Http;
using PartyReport.Eventing;

namespace PartyReport.Directory.Units;

/// <summary>A row of the view <c>unit</c>.</summary>
internal sealed record UnitRow
{
    public const string Columns = "id, code, name, kind, parent, version, imported, since, closed_from as closedfrom, successor, answering";

    public Guid Id { get; init; }
    public string Code { get; init; } = "";
    public string Name { get; init; } = "";
    public string Kind { get; init; } = "";
    public Guid? Parent { get; init; }
    public int Version { get; init; }
    public int Imported { get; init; }
    public DateOnly Since { get; init; }
    public DateOnly? ClosedFrom { get; init; }
    public Guid? Successor { get; init; }
    public Guid? Answering { get; init; }

    public string ETag => $"\"{Version}\"";

    /// <summary>How many events stand in the unit's own stream.</summary>
    public int Recorded => Version - Imported;

    public UnitView ToView() => new(Id, Code, Name, Kind, Parent, Version, ClosedFrom, Successor, Answering);

    public static Task<UnitRow?> Find(Session session, Guid id) =>
        session.First<UnitRow>($"select {Columns} from unit where id = @id", new { id });
}
