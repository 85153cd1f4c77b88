namespace PartyReport.Eventing;

/// <summary>Somebody else moved the row of a subscription: another process works on it, or an operator set it back. Nothing was written.</summary>
internal sealed class SubscriptionMovedException(string subscription) : Exception($"{subscription} was moved by somebody else.");
