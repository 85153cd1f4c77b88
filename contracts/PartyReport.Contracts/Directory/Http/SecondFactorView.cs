namespace PartyReport.Contracts.Directory.Http;

/// <summary>What a device needs to make codes (RFC 6238). Shown once.</summary>
/// <param name="Secret">In base32, to be typed.</param>
/// <param name="Uri"><c>otpauth://totp/…</c>, to be scanned.</param>
public sealed record SecondFactorView(string Secret, string Uri);
