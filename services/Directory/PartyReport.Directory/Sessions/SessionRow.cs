namespace PartyReport.Directory.Sessions;

/// <summary>A row of the table <c>session</c>.</summary>
internal sealed record SessionRow
{
    public byte[] SecretHash { get; init; } = [];
    public Guid Id { get; init; }

    /// <summary>Null: a person of the demo county, who has no account.</summary>
    public Guid? Account { get; init; }
    public Guid Person { get; init; }
    public DateTimeOffset OpenedAt { get; init; }
    public DateTimeOffset SeenAt { get; init; }
    public DateTimeOffset EndsAt { get; init; }
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Opened by the provider of sign-ins: whether the password is an initial one is nothing to it.</summary>
    public bool Linked { get; init; }
    public string? KeyName { get; init; }

    /// <summary>Null: the session of a person.</summary>
    public string? Scopes { get; init; }
}
