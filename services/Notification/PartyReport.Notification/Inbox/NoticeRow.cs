using PartyReport.Contracts.Notification.Http;

namespace PartyReport.Notification;

/// <summary>A notice as the inbox keeps it, with the text of its reason.</summary>
internal sealed record NoticeRow
{
    public Guid Id { get; init; }
    public Guid Person { get; init; }
    public string Kind { get; init; } = "";
    public Guid Report { get; init; }
    public int Revision { get; init; }
    public string? Stage { get; init; }
    public string? Because { get; init; }
    public long? Number { get; init; }
    public DateTimeOffset At { get; init; }
    public DateTimeOffset? ReadAt { get; init; }

    public NoticeView View() => new(Id, Kind, Report, Revision, Stage, Because, Number, At, ReadAt);
}
