namespace PartyReport.Eventing;

/// <summary>
/// The log was restored from an older copy or into another cluster: subscribers may hold what it forgot, and ids of
/// transactions start anew. Nothing is read or written until an operator opens a new generation.
/// </summary>
public sealed class RestoredLogException(string message) : Exception(message);
