namespace PartyReport.Contracts.Directory;

/// <summary>Ids of the demo county that later steps, documents and tests refer to. Names and posts are in the directory.</summary>
public static class DemoCounty
{
    /// <summary>青禾县财政局党组: the unit that reports in the demo.</summary>
    public static readonly Guid ReportingUnit = Id(0x21);

    /// <summary>中共青禾县委组织部: the office that opens cycles and has the last word.</summary>
    public static readonly Guid OrganisationDepartment = Id(0x11);

    /// <summary>Clerk of the organisation department.</summary>
    public static readonly Guid Clerk = Id(0x101);

    /// <summary>Secretary of the reporting unit.</summary>
    public static readonly Guid Secretary = Id(0x102);

    /// <summary>Helper in the reporting unit.</summary>
    public static readonly Guid Helper = Id(0x103);

    /// <summary>Member of the reporting unit's Party group.</summary>
    public static readonly Guid Member = Id(0x104);

    /// <summary>Reviewer of the county work committee.</summary>
    public static readonly Guid WorkCommitteeReviewer = Id(0x105);

    /// <summary>Reviewer of the organisation department.</summary>
    public static readonly Guid DepartmentReviewer = Id(0x106);

    /// <summary>Archivist of the county.</summary>
    public static readonly Guid Archivist = Id(0x107);

    /// <summary>Auditor of the county.</summary>
    public static readonly Guid Auditor = Id(0x108);

    /// <summary>System administrator of the county.</summary>
    public static readonly Guid Administrator = Id(0x109);

    /// <summary>Security administrator of the county.</summary>
    public static readonly Guid SecurityAdministrator = Id(0x10f);

    /// <summary>An id of the demo county, <c>00000000-0000-0000-0000-…</c>.</summary>
    public static Guid Id(int number) => new(0, 0, 0, 0, 0, 0, 0, 0, 0, (byte)(number >> 8), (byte)number);
}
