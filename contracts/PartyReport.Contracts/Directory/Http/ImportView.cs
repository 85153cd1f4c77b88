namespace PartyReport.Contracts.Directory.Http;

/// <summary>An import of units or posts.</summary>
/// <param name="Kind"><c>units</c> or <c>posts</c>.</param>
/// <param name="Mode"><c>add</c>: what the file does not have stays; <c>sync</c>: the file is the whole.</param>
/// <param name="State"><c>checked</c>: nothing is written; <c>writing</c>; <c>completed</c>: all of it counts; <c>failed</c>: none of it counts, and none of it will.</param>
/// <param name="Rows">Rows that are or will be written.</param>
/// <param name="Ended">Holdings of posts that end because the file does not have them.</param>
/// <param name="Slices">Transactions that it takes.</param>
/// <param name="Written">Transactions done.</param>
public sealed record ImportView(
    Guid Id, string Kind, string Mode, string State, int Rows, int Added, int Changed, int Unchanged, int Ended, int Slices, int Written,
    Guid RequestedBy, DateTimeOffset RequestedAt, DateTimeOffset? CompletedAt = null)
{
    /// <summary>Why it failed, for operators; absent: it did not.</summary>
    public string? Failure { get; init; }

    /// <summary>Who comes, moves and goes, when posts were checked; only in the answer to the check, and in a repeated one without the samples.</summary>
    public ImportPeople? People { get; init; }

    /// <summary>Codes of units that the file does not have, when units were checked for a sync: at most 100. They stay; close them one by one.</summary>
    public IReadOnlyList<string>? UnitsAbsent { get; init; }
}

/// <summary>People that an import of posts moves, by number: how many, and at most 100 of each.</summary>
/// <param name="Joined">People without a post until now.</param>
/// <param name="Moved">People with posts in other units than until now.</param>
/// <param name="Left">People without a post from now on.</param>
public sealed record ImportPeople(
    int Joined, int Moved, int Left, IReadOnlyList<ImportPerson> Joiners, IReadOnlyList<ImportPerson> Movers, IReadOnlyList<ImportPerson> Leavers);

/// <summary>A person that an import moves.</summary>
/// <param name="From">Code of a unit left; absent: none.</param>
/// <param name="To">Code of a unit joined; absent: none.</param>
public sealed record ImportPerson(string Number, string? From = null, string? To = null);

/// <summary>What is wrong in a file.</summary>
/// <param name="Line">Row as a spreadsheet counts: 1 is the heading.</param>
/// <param name="Column">Heading of the column; empty: the row as a whole.</param>
/// <param name="Code">Stable code; clients translate it.</param>
/// <param name="Detail">What is expected there.</param>
public sealed record ImportFault(int Line, string Column, string Code, string Detail);
