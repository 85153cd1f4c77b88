namespace PartyReport.Eventing;

/// <summary>
/// Another transaction won: the stream moved, or the same command was answered meanwhile. Nothing was written; reading
/// again and deciding again is the remedy.
/// </summary>
public sealed class LostRaceException(string what, Exception? inner = null) : Exception(what, inner);
