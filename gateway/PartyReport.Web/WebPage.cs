namespace PartyReport.Web;

/// <summary>Endpoint metadata: a page of the gateway's own. It reads the cookies of its reader; what goes to a service never has them.</summary>
/// <param name="Secret">Passwords and codes are typed there; they are not shown again.</param>
public sealed record WebPage(bool Secret = false);
