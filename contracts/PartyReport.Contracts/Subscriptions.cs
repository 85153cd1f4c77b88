using System.Collections.Frozen;
using PartyReport.Contracts.Archive;
using PartyReport.Contracts.Directory;
using PartyReport.Contracts.Drafting;
using PartyReport.Contracts.Review;

namespace PartyReport.Contracts;

/// <summary>Who listens to whom. A service that is not in this list hears nothing.</summary>
public static class Subscriptions
{
    private static readonly IReadOnlySet<string> Organisation = Names(
        typeof(UnitAdded), typeof(UnitMoved), typeof(UnitRenamed), typeof(UnitMerged), typeof(UnitClosed),
        typeof(PostAssigned), typeof(PostEnded), typeof(DeputyNamed), typeof(DeputyEnded),
        typeof(UnitsImported), typeof(PostsImported), typeof(ImportCompleted));

    /// <summary>Drafting keeps a replica of units and posts, to decide who may write.</summary>
    public static readonly Subscription DraftingFromDirectory = new("organisation", "drafting", "directory", Organisation);

    /// <summary>Drafting takes up what review returns or approves.</summary>
    public static readonly Subscription DraftingFromReview =
        new("decisions", "drafting", "review", Names(typeof(ReportReturned), typeof(ReportApproved)));

    /// <summary>Review keeps a replica of units and posts, to find reviewers.</summary>
    public static readonly Subscription ReviewFromDirectory = new("organisation", "review", "directory", Organisation);

    /// <summary>Review learns the chain of each cycle and opens a review for each submission.</summary>
    public static readonly Subscription ReviewFromDrafting =
        new("submissions", "review", "drafting", Names(typeof(CycleOpened), typeof(ReportSubmitted)));

    /// <summary>The archive keeps a replica of units and posts, to decide who may read.</summary>
    public static readonly Subscription ArchiveFromDirectory = new("organisation", "archive", "directory", Organisation);

    /// <summary>The archive logs every audited event of every service, its own included.</summary>
    public static readonly IReadOnlyList<Subscription> ArchiveLog =
        [.. from publisher in new[] { "directory", "drafting", "review", "archive", "notification" }
            select new Subscription("log", "archive", publisher, EventCatalog.Audited(publisher))];

    /// <summary>Notification tells reviewers and authors what to do next.</summary>
    public static readonly Subscription NotificationFromReview =
        new("notices", "notification", "review", Names(
            typeof(StageOpened), typeof(StageVacant), typeof(DecisionMade), typeof(ReportReturned), typeof(ReportApproved)));

    /// <summary>Notification tells authors that their report is filed.</summary>
    public static readonly Subscription NotificationFromArchive =
        new("notices", "notification", "archive", Names(typeof(ReportFiled)));

    /// <summary>Notification keeps a replica of units and posts, to know its operators.</summary>
    public static readonly Subscription NotificationFromDirectory = new("organisation", "notification", "directory", Organisation);

    /// <summary>Every subscription of the product.</summary>
    public static readonly IReadOnlyList<Subscription> All =
    [
        DraftingFromDirectory, DraftingFromReview,
        ReviewFromDirectory, ReviewFromDrafting,
        ArchiveFromDirectory, .. ArchiveLog,
        NotificationFromReview, NotificationFromArchive, NotificationFromDirectory,
    ];

    private static FrozenSet<string> Names(params Type[] types) => types.Select(EventCatalog.NameOf).ToFrozenSet();
}
