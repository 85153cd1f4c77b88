namespace PartyReport.Eventing;

/// <summary>Where one service keeps its log and its read models: a SQLite file or a PostgreSQL schema.</summary>
public interface IStorage : IAsyncDisposable
{
    /// <summary>Reads in one snapshot.</summary>
    Task<T> Read<T>(Func<Session, Task<T>> work);

    /// <summary>
    /// Writes in one transaction: everything or nothing, and durable when this returns. Throws <see cref="LostRaceException"/>
    /// when the database chose this transaction to give way to another.
    /// </summary>
    Task<T> Write<T>(Func<Session, Task<T>> work, CancellationToken ct);
}
