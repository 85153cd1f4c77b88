namespace PartyReport.Gateway;

/// <summary>The provider (OpenID Connect) at which people sign in, who the gateway is to it, and where the gateway is to browsers.</summary>
/// <param name="Authority">Its address, which is its issuer: https, or http on this machine.</param>
/// <param name="ClientId">The gateway's name there.</param>
/// <param name="ClientSecret">The gateway's secret there.</param>
/// <param name="Claim">Claim of the identity token that names a person for good, and that accounts are linked by.</param>
/// <param name="Scope">What is asked for beside <c>openid</c>, with spaces; may be empty.</param>
/// <param name="Address">Address of the gateway as browsers know it; the provider sends them back there and nowhere else.</param>
/// <param name="LabelZh">What the button says in Chinese.</param>
/// <param name="LabelEn">What the button says in English.</param>
public sealed record SignInProvider(
    Uri Authority, string ClientId, string ClientSecret, string Claim, string Scope, Uri Address, string LabelZh, string LabelEn)
{
    /// <summary>Where the provider's answer arrives.</summary>
    public const string CallbackPath = "/sign-in/callback";

    /// <summary>Name of the scheme.</summary>
    public const string Scheme = "provider";

    internal string Callback => new Uri(Address, CallbackPath).AbsoluteUri;

    /// <summary>Whether an issuer is this provider.</summary>
    internal bool Is(string? issuer) => issuer?.TrimEnd('/') == Authority.OriginalString.TrimEnd('/');

    /// <summary>Whether a code or the secret may travel to an address.</summary>
    internal bool IsSafe(string? address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && (uri.Scheme == "https" || uri.Scheme == "http" && uri.IsLoopback && Authority.IsLoopback);

    // A record would print it.
    public override string ToString() => $"{Authority} as {ClientId}";
}
