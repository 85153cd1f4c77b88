namespace PartyReport.Contracts.Directory;

/// <summary>What a unit is; it decides what its people may oversee.</summary>
public static class UnitKinds
{
    /// <summary>党委、工委: leads the units below it.</summary>
    public const string Committee = "committee";

    /// <summary>工作机构（组织部、办公室）: acts for the committee above it.</summary>
    public const string Office = "office";

    /// <summary>党组: leads one organ.</summary>
    public const string Group = "group";

    /// <summary>支部: the smallest unit.</summary>
    public const string Branch = "branch";

    /// <summary>All kinds.</summary>
    public static readonly IReadOnlyList<string> All = [Committee, Office, Group, Branch];
}
