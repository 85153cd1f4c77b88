namespace PartyReport.Contracts.Drafting;

/// <summary>One block's place in a revision.</summary>
/// <param name="Block">Id of the block; it survives edits and moves.</param>
/// <param name="Parent">Heading block above it; absent at the top level.</param>
/// <param name="Kind">One of <see cref="BlockKinds"/>.</param>
/// <param name="Sha256">Hash of the block's exact text, see <see cref="Content"/>.</param>
public sealed record ManifestEntry(Guid Block, Guid? Parent, string Kind, string Sha256);
