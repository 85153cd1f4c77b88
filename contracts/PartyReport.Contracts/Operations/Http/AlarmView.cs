namespace PartyReport.Contracts.Operations.Http;

/// <summary>Something that wants an operator.</summary>
/// <param name="Code">One of <see cref="AlarmCodes"/>.</param>
/// <param name="About">Subscription or service concerned.</param>
/// <param name="What">What was seen.</param>
/// <param name="Next">What to do next.</param>
public sealed record AlarmView(string Code, string About, string What, string Next);
