using PartyReport.Contracts.Directory.Http;

namespace PartyReport.Directory.Accounts;

/// <summary>A row of the table <c>account</c>.</summary>
internal sealed record AccountRow
{
    public Guid Id { get; init; }
    public Guid Person { get; init; }
    public string Name { get; init; } = "";
    public string Password { get; init; } = "";
    public bool Initial { get; init; }
    public bool Disabled { get; init; }
    public byte[]? Totp { get; init; }
    public byte[]? TotpPending { get; init; }
    public long TotpStep { get; init; }
    public DateTimeOffset? SignedInAt { get; init; }
    public int Version { get; init; }

    /// <summary>Provider of sign-ins and its name for the holder; null: the account is not linked.</summary>
    public string? Issuer { get; init; }
    public string? Subject { get; init; }

    public string ETag => $"\"{Version}\"";

    /// <summary>As it is kept with a command: what names the holder may have to go, and stored answers stay.</summary>
    public AccountView ToStored() => ToView() with { Name = "", Link = null };

    public AccountView ToView(string? initialPassword = null) => new(
        Id, Person, Name, Disabled ? AccountStates.Disabled : Initial ? AccountStates.Initial : AccountStates.Enabled,
        Totp is not null, SignedInAt, Version, initialPassword, Issuer is null || Subject is null ? null : new AccountLink(Issuer, Subject));
}
