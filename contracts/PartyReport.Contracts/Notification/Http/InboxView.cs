namespace PartyReport.Contracts.Notification.Http;

/// <summary>A person's notices, newest first.</summary>
/// <param name="Unread">Number of unread notices in the whole inbox.</param>
public sealed record InboxView(int Unread, IReadOnlyList<NoticeView> Notices);
