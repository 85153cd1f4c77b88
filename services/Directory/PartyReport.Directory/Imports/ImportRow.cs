using PartyReport.Contracts.Directory.Http;
using PartyReport.Eventing;

namespace PartyReport.Directory.Imports;

/// <summary>A row of <c>import</c>.</summary>
internal sealed record ImportRow
{
    public const string Checked = "checked", Writing = "writing", Completed = "completed", Failed = "failed";
    public const string Units = "units", Posts = "posts", Add = "add", Sync = "sync";

    /// <summary>Checks and starts go one after the other.</summary>
    public const string Turn = "imports";

    public const string Columns =
        """
        id, kind, mode, state, checked_at_version as checkedatversion, added, changed, unchanged, ended, slices, written,
        requested_by as requestedby, requested_at as requestedat, completed_at as completedat, failure
        """;

    public Guid Id { get; init; }
    public string Kind { get; init; } = "";
    public string Mode { get; init; } = "";
    public string State { get; init; } = "";
    public long CheckedAtVersion { get; init; }
    public int Added { get; init; }
    public int Changed { get; init; }
    public int Unchanged { get; init; }
    public int Ended { get; init; }
    public int Slices { get; init; }
    public int Written { get; init; }
    public Guid RequestedBy { get; init; }
    public DateTimeOffset RequestedAt { get; init; }
    public DateTimeOffset? CompletedAt { get; init; }

    /// <summary>Why it failed; null: it did not.</summary>
    public string? Failure { get; init; }

    public string ETag => $"\"{State}-{Written}\"";

    public int Rows => Added + Changed + Ended;

    public ImportView ToView() => new(
        Id, Kind, Mode, State, Rows, Added, Changed, Unchanged, Ended, Slices, Written, RequestedBy, RequestedAt, CompletedAt)
    {
        Failure = Failure,
    };

    public static Task<ImportRow?> Find(Session session, Guid id) =>
        session.First<ImportRow>($"select {Columns} from import where id = @id", new { id });

    /// <summary>Version of the organisation: it grows with each change of units and posts.</summary>
    public static Task<long> OrganisationVersion(Session session) => session.Scalar<long>("select coalesce(max(version), 0) from organisation");
}
