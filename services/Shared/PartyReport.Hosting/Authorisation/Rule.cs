namespace PartyReport.Hosting;

/// <summary>One line of the table: who is allowed or denied an action, and why.</summary>
/// <param name="Action">One of <see cref="Actions"/>.</param>
/// <param name="Name">The rule among those of its action.</param>
/// <param name="Allows">True allows, false denies.</param>
/// <param name="Bond">What must tie the actor to the object.</param>
public sealed record Rule(string Action, string Name, bool Allows, Bond Bond)
{
    /// <summary>Roles of the post that the bond asks for; empty where it asks for none, or where any role will do.</summary>
    public IReadOnlyList<string> Roles { get; init; } = [];

    /// <summary>Holds only in this state of the object; null: in every one.</summary>
    public string? While { get; init; }

    /// <summary>What it allows is recorded although it is only a reading: of somebody else's report, or an export.</summary>
    public bool IsNoted { get; init; }

    /// <summary>Name of the rule in records of what was allowed and denied; stable.</summary>
    public string Id { get; } = $"{Action}/{Name}";
}

/// <summary>What was decided, and by which rule.</summary>
public readonly record struct Verdict(bool Allowed, Rule Rule);
