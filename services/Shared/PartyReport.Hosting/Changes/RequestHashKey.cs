namespace PartyReport.Hosting;

/// <summary>
/// Registered for a module, keyed by its name, whose requests have in them what must not be guessed back from their stored hashes: then
/// they are hashed with it. Absent: without a key. Another key than before takes a repeated command for another one.
/// </summary>
public sealed record RequestHashKey(byte[] Bytes);
