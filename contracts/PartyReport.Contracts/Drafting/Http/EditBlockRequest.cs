namespace PartyReport.Contracts.Drafting.Http;

/// <summary>Replaces the words of one block; its indent and line end stay.</summary>
/// <param name="BaseRevision">Revision that the writer saw. Edits of other blocks since then are merged.</param>
/// <param name="Text">New words, without indent and line end.</param>
public sealed record EditBlockRequest(int BaseRevision, string Text);
