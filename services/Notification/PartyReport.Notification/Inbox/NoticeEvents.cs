using PartyReport.Contracts;

namespace PartyReport.Notification;

/// <summary>A person must be told something. Stream: the notice. Bringing it to the person is another matter.</summary>
/// <param name="Kind">One of <see cref="Contracts.Notification.NoticeKinds"/>.</param>
/// <param name="Stage">Name of the stage concerned; absent when none is.</param>
/// <param name="Because">Hash of the opinion that says why; only for a return.</param>
/// <param name="Number">Archive number; only when filed.</param>
[Event("notification.notice-intended")]
internal sealed record NoticeIntended(
    Guid Notice, Guid Person, string Kind, Guid Report, int Revision, string? Stage = null, string? Because = null, long? Number = null);

/// <summary>The person marked the notice as read. Stream: the notice.</summary>
[Event("notification.notice-read")]
internal sealed record NoticeRead(Guid Notice, Guid Person);
