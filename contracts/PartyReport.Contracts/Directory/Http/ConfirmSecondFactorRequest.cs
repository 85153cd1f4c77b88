namespace PartyReport.Contracts.Directory.Http;

/// <summary>The holder of a session shows that the device makes right codes.</summary>
public sealed record ConfirmSecondFactorRequest(string Session, string Code);
