using PartyReport.Contracts;
using PartyReport.Contracts.Drafting;
using PartyReport.Contracts.Review;

namespace PartyReport.Archive.Tests;

/// <summary>Events of a report, from its start to its approval.</summary>
internal static class Events
{
    public static readonly Guid Cycle = Id(1), Unit = Id(2), Author = Id(3), Reviewer = Id(4), Post = Id(5);
    public static readonly DateTimeOffset Now = new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);

    public static Guid Id(int number) => new(0, 0, 0, 0, 0, 0, 0, 0, 0, (byte)(number >> 8), (byte)number);

    public static ReportStarted Started(Guid report) => new(report, Cycle, Unit, Author);

    public static ReportRevised Revised(Guid report, int revision, params string[] texts)
    {
        var blocks = texts.Select(Content.Of).ToList();
        var manifest = blocks.Select((b, i) => new ManifestEntry(Id(1000 + i), null, BlockKinds.Paragraph, b.Sha256)).ToList();
        return new ReportRevised(report, Cycle, Author, revision, Manifest.HashOf(manifest), manifest, blocks, "edit");
    }

    public static DecisionMade Decided(Guid report, string opinion, string remark)
    {
        var (why, note) = (Content.Of(opinion), Content.Of(remark));
        return new DecisionMade(
            report, 1, 1, "初审", Verdicts.Approve, 1, "h1", Reviewer, Post, Unit, [new Remark(Id(1000), note.Sha256)], [why, note], why.Sha256);
    }

    public static ReportApproved Approved(Guid report) => new(report, Cycle, Unit, [Author], 1, 1, "h1");
}
