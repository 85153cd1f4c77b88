namespace PartyReport.Eventing;

/// <summary>What makes a command the same command: who sent it and the idempotency key.</summary>
public sealed record CommandKey(string Actor, string Key);
