namespace PartyReport.Contracts.Notification;

/// <summary>Why a person is told something.</summary>
public static class NoticeKinds
{
    /// <summary>A report waits for your review.</summary>
    public const string ReviewWaiting = "review-waiting";

    /// <summary>A report was returned to you, because …</summary>
    public const string ReportReturned = "report-returned";

    /// <summary>Your report was approved.</summary>
    public const string ReportApproved = "report-approved";

    /// <summary>Your report was filed.</summary>
    public const string ReportFiled = "report-filed";

    /// <summary>A stage of your cycle has nobody to review.</summary>
    public const string StageVacant = "stage-vacant";
}
