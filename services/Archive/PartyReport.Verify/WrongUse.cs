namespace PartyReport.Verify;

// Nothing could be audited, so there is no verdict.
internal sealed class WrongUse(string reason) : Exception(reason);
