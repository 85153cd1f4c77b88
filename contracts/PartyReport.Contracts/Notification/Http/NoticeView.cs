namespace PartyReport.Contracts.Notification.Http;

/// <summary>One notice.</summary>
/// <param name="Kind">One of <see cref="NoticeKinds"/>.</param>
/// <param name="Stage">Name of the stage concerned; absent when none is.</param>
/// <param name="Because">The opinion that says why; only for a return.</param>
/// <param name="Number">Archive number; only when filed.</param>
/// <param name="ReadAt">When it was marked read; absent while unread.</param>
public sealed record NoticeView(
    Guid Id, string Kind, Guid Report, int Revision, string? Stage, string? Because, long? Number,
    DateTimeOffset At, DateTimeOffset? ReadAt);
