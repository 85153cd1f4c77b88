namespace PartyReport.Web;

/// <summary>Endpoint metadata: a page of the gateway's own. It reads the cookies of its reader; what goes to a service never has them.</summary>
public sealed class WebPage;
