namespace PartyReport.Contracts.Operations;

/// <summary>
/// What was denied in one hour, and whose reports were read or exported from outside their unit. In the log of the service that was
/// asked. Stream: one for each service and hour. A line that comes again for the same hour says the new total.
/// </summary>
/// <param name="Service">The service.</param>
/// <param name="Hour">Beginning of the hour.</param>
[Event("operations.access-counted", Audited = true)]
public sealed record AccessCounted(string Service, DateTimeOffset Hour, IReadOnlyList<AccessLine> Lines);

/// <summary>One person, one rule and one object.</summary>
/// <param name="Rule">Id of the rule that decided, for example <c>report.read/from-above</c>.</param>
/// <param name="Allowed">False: it was denied.</param>
/// <param name="Subject">What it was about; absent: nothing in particular, or too many to name.</param>
/// <param name="Count">How often.</param>
public sealed record AccessLine(Guid Person, string Rule, bool Allowed, int Count, DateTimeOffset First, DateTimeOffset Last, Guid? Subject = null);
