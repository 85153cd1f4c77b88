namespace PartyReport.Hosting;

/// <summary>What somebody may want to do. Every endpoint names one, and every one has its rules in <see cref="Rules"/>.</summary>
public static class Actions
{
    public const string UnitRead = "unit.read";
    public const string UnitChange = "unit.change";
    public const string PersonRead = "person.read";
    public const string PersonChange = "person.change";
    public const string PostRead = "post.read";
    public const string PostChange = "post.change";
    public const string DirectoryImport = "directory.import";
    public const string DirectoryImportRead = "directory.import-read";
    public const string DirectoryExport = "directory.export";
    public const string AccountRead = "account.read";
    public const string AccountChange = "account.change";

    public const string CycleRead = "cycle.read";
    public const string CycleOpen = "cycle.open";
    public const string ImportPreview = "import.preview";
    public const string ReportStart = "report.start";
    public const string ReportWrite = "report.write";
    public const string ReportSubmit = "report.submit";
    public const string ReportList = "report.list";
    public const string ReportRead = "report.read";
    public const string ReportExport = "report.export";

    public const string ReviewList = "review.list";
    public const string ReviewRead = "review.read";
    public const string ReviewDecide = "review.decide";

    public const string TrailRead = "trail.read";
    public const string CheckpointRead = "checkpoint.read";
    public const string ArchiveAudit = "archive.audit";

    public const string NoticeList = "notice.list";
    public const string NoticeMark = "notice.mark";

    public const string AccessRead = "access.read";
    public const string OperationsRead = "operations.read";
    public const string OperationsChange = "operations.change";
}
