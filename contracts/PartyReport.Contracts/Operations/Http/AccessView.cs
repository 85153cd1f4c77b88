namespace PartyReport.Contracts.Operations.Http;

/// <summary>What was denied, or read from outside, in one hour.</summary>
/// <param name="Hour">Beginning of the hour.</param>
/// <param name="Rule">Id of the rule that decided.</param>
/// <param name="Subject">What it was about; absent: nothing in particular, or too many to name.</param>
public sealed record AccessView(
    DateTimeOffset Hour, Guid Person, string Rule, bool Allowed, int Count, DateTimeOffset First, DateTimeOffset Last, Guid? Subject = null);
