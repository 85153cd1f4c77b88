namespace PartyReport.Contracts.Drafting.Http;

/// <summary>What an import would make of a file; nothing is stored.</summary>
public sealed record ImportPreview(string Encoding, int Chapters, int Sections, int Points, int Blocks, int Characters);
