using PartyReport.Contracts.Directory;
using PartyReport.Contracts.Drafting;

namespace PartyReport.Review.Tests;

/// <summary>A small county: one committee, its department, two Party groups, and a chain over them.</summary>
internal static class County
{
    public static readonly Guid Committee = Id(1), Department = Id(2), Group = Id(3), OtherGroup = Id(4);
    public static readonly Guid Secretary = Id(11), Member = Id(12), SecondMember = Id(13), Reviewer = Id(14);
    public static readonly Guid LastReviewer = Id(15), Auditor = Id(16), Clerk = Id(17), Outsider = Id(18);
    public static readonly Guid Cycle = Id(31), Report = Id(32), Section = Id(33);

    public static readonly IReadOnlyList<Stage> Chain =
    [
        new("初审", PostRoles.Member, StageRelations.Own, StageRules.Any),
        new("复审", PostRoles.Reviewer, StageRelations.Above, StageRules.Any),
        new("终审", PostRoles.Reviewer, StageRelations.Named, StageRules.Any, Department),
    ];

    public static readonly IReadOnlyList<UnitAdded> Units =
    [
        new(Committee, "C", "青禾县委", UnitKinds.Committee),
        new(Department, "D", "组织部", UnitKinds.Office, Committee),
        new(Group, "G", "财政局党组", UnitKinds.Group, Committee),
        new(OtherGroup, "O", "水务局党组", UnitKinds.Group, Committee),
    ];

    public static readonly IReadOnlyList<PostAssigned> Posts =
    [
        Post(51, Secretary, Group, PostRoles.Secretary),
        Post(52, Member, Group, PostRoles.Member),
        Post(53, SecondMember, Group, PostRoles.Member),
        Post(54, Reviewer, Committee, PostRoles.Reviewer),
        Post(55, LastReviewer, Department, PostRoles.Reviewer),
        Post(56, Auditor, OtherGroup, PostRoles.Auditor),
        Post(57, Outsider, OtherGroup, PostRoles.Member),
        // The author is a member as well; that must not make a reviewer of them.
        Post(58, Secretary, Group, PostRoles.Member),
    ];

    public static CycleOpened Opened(Guid cycle) =>
        new(cycle, 2025, "2025年述职", Clerk, new(2026, 1, 31, 0, 0, 0, TimeSpan.Zero), [], Chain, [Group]);

    public static ReportSubmitted Submitted(int revision, string? hash = null, Guid? report = null) =>
        new(report ?? Report, Cycle, Group, [Secretary], revision, hash ?? $"hash-{revision}", [Section], false);

    public static PostAssigned Post(int id, Guid person, Guid unit, string role) =>
        new(Id(id), person, unit, role, role, new DateOnly(2020, 1, 1));

    public static Guid Id(int number) => new(number, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
}
