namespace PartyReport.Contracts.Review;

/// <summary>A person who may decide a stage, with the post that entitles to it.</summary>
public sealed record Reviewer(Guid Person, Guid Post, Guid Unit);
