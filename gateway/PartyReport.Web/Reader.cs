using PartyReport.Contracts.Directory.Http;

namespace PartyReport.Web;

/// <summary>Who reads the page.</summary>
/// <param name="Posts">Posts held today; the first one stands at the top of each page.</param>
/// <param name="Unread">Unread notices.</param>
public sealed record Reader(Guid Person, IReadOnlyList<NamedPost> Posts, int Unread)
{
    // The frame of a page must stand even when a service does not.
    internal static async Task<Reader?> Meet(Visit visit)
    {
        if (visit.Person is not { } person) return null;
        var (names, inbox) = (visit.Directory.Names([], [], [person]), visit.Notices.Inbox(1, unread: true));
        var day = Dates.Day(visit.Now);
        return new Reader(
            person,
            [.. ((await names).Value?.Posts ?? []).Where(p => p.From <= day && (p.To is null || p.To >= day))],
            (await inbox).Value?.Unread ?? 0);
    }
}
