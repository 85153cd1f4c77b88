namespace PartyReport.Contracts.Drafting;

/// <summary>One step of a chain.</summary>
/// <param name="Name">Name as people say it.</param>
/// <param name="Role">Role of the reviewers' posts, one of <see cref="Directory.PostRoles"/>.</param>
/// <param name="Relation">Where these posts are, seen from the reporting unit: one of <see cref="StageRelations"/>.</param>
/// <param name="Rule">One of <see cref="StageRules"/>.</param>
/// <param name="Unit">The unit meant by <see cref="StageRelations.Named"/>; absent otherwise.</param>
public sealed record Stage(string Name, string Role, string Relation, string Rule, Guid? Unit = null);
